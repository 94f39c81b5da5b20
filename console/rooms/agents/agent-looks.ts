import type { AgentLineFragment } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';
import type { Tone } from '../../ui/tone';

export type AgentHealth = AgentLineFragment['health'];
export type AgentRuntimeState = AgentLineFragment['runtimeState'];

/** How well an agent is: word and colour. */
export const healthLooks: Record<AgentHealth, { word: string; tone: Tone }> = {
  HEALTHY: { word: 'Healthy', tone: 'green' },
  ATTENTION: { word: 'Needs a look', tone: 'amber' },
  ERROR: { word: 'In trouble', tone: 'red' },
  UNKNOWN: { word: 'Unknown', tone: 'neutral' },
};

interface RuntimeLook {
  word: string;
  tone: Tone;
  icon: IconName;
}

/** What a person made of an agent. Held is not confirmed stopped: only the order itself tells that. */
export const runtimeLooks: Record<AgentRuntimeState, RuntimeLook> = {
  ONLINE: { word: 'On', tone: 'neutral', icon: 'play' },
  DISABLED: { word: 'Disabled', tone: 'neutral', icon: 'power' },
  KILLED: { word: 'Stop ordered', tone: 'red', icon: 'stop' },
};

type Governed = Pick<AgentLineFragment, 'runtimeState' | 'killSwitch'>;

/** The state in a word; an agent held by an order shows how far that order is. */
export function runtimeLook({ runtimeState, killSwitch }: Governed): RuntimeLook {
  const look = runtimeLooks[runtimeState];
  if (runtimeState !== 'KILLED' || !killSwitch) return look;
  if (killSwitch.state === 'CONFIRMED_STOPPED') return { ...look, word: 'Stopped' };
  if (killSwitch.state === 'PENDING') return { ...look, word: 'Stopping', tone: 'amber', icon: 'hourglass' };
  if (killSwitch.state === 'LIFTING') return { ...look, word: 'Being lifted', tone: 'blue', icon: 'undo' };
  return { ...look, word: 'Stop not confirmed' };
}
