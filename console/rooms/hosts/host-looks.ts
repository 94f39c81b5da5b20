import type {
  ContentPolicy,
  HostLineFragment,
  InstanceLineFragment,
  RuntimeKind,
} from '../../graphql/generated/documents';
import type { Tone } from '../../ui/tone';

interface HostLook {
  word: string;
  tone: Tone;
  /** What it means for what is read there. */
  meaning: string;
}

/** How each state of a host shows. */
export const hostLooks: Record<HostLineFragment['state'], HostLook> = {
  ONLINE: { word: 'Online', tone: 'green', meaning: 'Its agent answers.' },
  OFFLINE: {
    word: 'Offline',
    tone: 'neutral',
    meaning: 'Nothing was heard of it for 45 seconds. What happens there is read when it is back.',
  },
  REVOKED: {
    word: 'Revoked',
    tone: 'red',
    meaning: 'Its key is refused for good. Pair the machine again to bring it back.',
  },
};

/** Names of the runtimes, as their makers write them. */
export const runtimeNames: Record<RuntimeKind, string> = {
  CLAUDE_CODE: 'Claude Code',
  CODEX: 'Codex',
  HERMES: 'Hermes',
  OPENCLAW: 'OpenClaw',
};

interface PolicyLook {
  word: string;
  /** What leaves the machine, in one sentence. */
  means: string;
}

/** What may leave a machine, the least first. */
export const policyLooks: Record<ContentPolicy, PolicyLook> = {
  METADATA: {
    word: 'Metadata only',
    means:
      'Who, when, how long, which tool and how many tokens leave the machine, never what was said or done.',
  },
  REDACTED: {
    word: 'Content without secrets',
    means:
      'Messages, tool calls and results leave the machine, with the secrets found in them replaced by their kind.',
  },
  FULL: {
    word: 'Full content',
    means:
      'Messages, tool calls and results leave the machine as they are; only known secrets are still replaced.',
  },
};

export const policies = Object.keys(policyLooks) as ContentPolicy[];

type Instance = Pick<
  InstanceLineFragment,
  'state' | 'paused' | 'missingSince' | 'problems' | 'backlogBytes' | 'lastSyncAt'
>;

/** How reading a runtime stands, the most telling fact first. */
export function instanceLook(
  { state, paused, missingSince, problems, backlogBytes, lastSyncAt }: Instance,
  host: HostLineFragment['state'],
): { word: string; tone: Tone; moving?: true } {
  if (state !== 'ADDED') return { word: state === 'REMOVED' ? 'Removed' : 'Not added', tone: 'neutral' };
  if (host === 'REVOKED') return { word: 'Host revoked', tone: 'red' };
  if (missingSince) return { word: 'Not found any more', tone: 'amber' };
  if (paused) return { word: 'Paused', tone: 'neutral' };
  if (problems.length > 0) return { word: 'Hindered', tone: 'amber' };
  if (host === 'OFFLINE') return { word: 'Waits for the host', tone: 'neutral' };
  if (!lastSyncAt) return { word: 'Starting', tone: 'blue', moving: true };
  if (backlogBytes) return { word: 'Reading history', tone: 'blue', moving: true };
  return { word: 'In sync', tone: 'green' };
}
