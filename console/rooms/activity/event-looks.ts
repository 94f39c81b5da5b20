import type { ActivityFieldsFragment } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';
import type { Tone } from '../../ui/tone';

interface Family {
  /** What its events' types begin with. */
  prefixes: readonly string[];
  label: string;
  icon: IconName;
}

/** Kinds of events, by which they are filtered and drawn. */
export const families: Readonly<Record<string, Family>> = {
  approvals: { prefixes: ['approval.'], label: 'Approvals', icon: 'inbox' },
  policies: { prefixes: ['policy.'], label: 'Policies', icon: 'policy' },
  gateways: { prefixes: ['connector.'], label: 'Gateways', icon: 'connector' },
  agents: { prefixes: ['agent.'], label: 'Agents', icon: 'agent' },
  stops: { prefixes: ['kill_switch.'], label: 'Kill switches', icon: 'stop' },
  hosts: { prefixes: ['host.', 'runtime.'], label: 'Runtime hosts', icon: 'laptop' },
  sessions: { prefixes: ['sessions.', 'session.erased'], label: 'Sessions', icon: 'message' },
  people: { prefixes: ['member.', 'invite.', 'organization.', 'user.'], label: 'People', icon: 'users' },
  access: {
    prefixes: ['session.', 'login.', 'access_token.', 'service_token.'],
    label: 'Sign-ins and tokens',
    icon: 'key',
  },
  audit: { prefixes: ['audit.'], label: 'Audit', icon: 'scroll' },
};

type Typed = Pick<ActivityFieldsFragment, 'type' | 'outcome'>;

const tones: readonly (readonly [pattern: RegExp, tone: Tone])[] = [
  [/^approval\.asked$|^connector\.pairing_required$/, 'amber'],
  [/^kill_switch\.(engaged|unknown|expired)$|^host\.clone_detected$/, 'red'],
  [/^connector\.(refused|disconnected)$|^approval\.undeliverable$|^login\.failed$/, 'red'],
  [/^connector\.connected$|^kill_switch\.lifted$/, 'green'],
];

/** Sign and colour of an event. Colour only where something waits, failed or was refused, or is well again. */
export function eventLook({ type, outcome }: Typed): { icon: IconName; tone: Tone } {
  const family = Object.values(families).find(({ prefixes }) =>
    prefixes.some((prefix) => type.startsWith(prefix)),
  );
  const icon = family?.icon ?? 'activity';
  if (outcome === 'REFUSED') return { icon, tone: 'red' };
  return { icon, tone: tones.find(([pattern]) => pattern.test(type))?.[1] ?? 'neutral' };
}

const places: Readonly<Record<string, string>> = {
  approval: '/approvals/:id',
  policy: '/policies/:id',
  connector: '/connectors/:id',
  agent: '/agents/:id',
  kill_switch: '/agents/stops/:id',
  runtime_host: '/hosts/:id',
  runtime_instance: '/sessions?instance=:id',
  session: '/sessions/:id',
  member: '/members',
  user: '/members',
  invite: '/members',
  service_token: '/tokens',
};

/** Where the thing is that an event speaks of; null for what has no page. */
export function subjectPath(subject: ActivityFieldsFragment['subject']): string | null {
  const place = subject ? places[subject.type] : undefined;
  if (!place) return null;
  if (!place.includes(':id')) return place;
  return subject?.id ? place.replace(':id', encodeURIComponent(subject.id)) : null;
}
