import type { AuditFilter } from '../../graphql/generated/documents';

export type ExportFormat = 'jsonl' | 'csv';

/** Address of a download. A link cannot set headers, so it names the organisation itself. */
export function exportLink(format: ExportFormat, organization: string, filter: AuditFilter): string {
  const { text, at, types, actorId, agentId, risk } = filter;
  const given = { text, from: at?.from, to: at?.to, types: types?.join(','), actorId, agentId, risk };
  const query = new URLSearchParams({ organization });
  for (const [name, value] of Object.entries(given)) if (value) query.set(name, value);
  return `/export/audit.${format}?${query.toString()}`;
}
