import type { ActorKind, AuditRowFragment } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';

export const actorLooks: Record<ActorKind, { word: string; icon: IconName }> = {
  PERSON: { word: 'Person', icon: 'user' },
  SERVICE_TOKEN: { word: 'Service token', icon: 'key' },
  HOST: { word: 'Machine', icon: 'terminal' },
  POLICY: { word: 'Policy', icon: 'policy' },
  CONNECTOR: { word: 'Gateway', icon: 'connector' },
  SYSTEM: { word: 'ClawButler itself', icon: 'settings' },
  ANONYMOUS: { word: 'Not signed in', icon: 'ban' },
};

const subjectWords: Readonly<Record<string, string>> = { connector: 'Gateway', user: 'Account' };

/** `kill_switch` becomes "Kill switch". */
export function subjectWord({ type }: NonNullable<AuditRowFragment['subject']>): string {
  const plain = type.replace(/_/g, ' ');
  return subjectWords[type] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** The place of an event in the log, `#12`; a dash for the moment before it is sealed. */
export const placeOf = ({ seq }: { seq?: number | null }): string => (seq ? `#${seq}` : '—');
