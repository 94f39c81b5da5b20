import { ActionRuns } from './action-runs';
import { markInvisible } from './mark-invisible';

/** A name or word that a machine or an agent gave: as text, isolated, with what nobody could see made visible. */
export function SeenText({ text }: { text: string }) {
  return <ActionRuns segments={markInvisible(text)} />;
}
