/** Work queued for one gateway. Delivered at least once; handlers make twice harmless. */
export interface ConnectorCommand {
  id: string;
  organizationId: string;
  connectorId: string;
  kind: string;
  /** What it is about: an approval, a kill switch. */
  subjectId: string;
  payload: Record<string, unknown>;
  attempts: number;
  expiresAt: Date;
}
