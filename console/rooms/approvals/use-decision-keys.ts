import type { Decision } from '../../graphql/generated/documents';
import { useHotkey } from '../../ui/use-hotkey';

interface DecisionKeys {
  choose: (decision: Decision) => void;
  toReason: () => void;
}

/** d, a, shift+a decide what is open; r goes to the reason. A key that is held down decides once. */
export function useDecisionKeys({ choose, toReason }: DecisionKeys): void {
  const once = (decision: Decision) => (event: KeyboardEvent) => {
    if (!event.repeat) choose(decision);
  };
  useHotkey({ keys: 'd', does: 'Deny', group: 'Decide', run: once('DENY') });
  useHotkey({ keys: 'a', does: 'Allow once', group: 'Decide', run: once('ALLOW_ONCE') });
  useHotkey({ keys: 'shift+a', does: 'Allow always…', group: 'Decide', run: once('ALLOW_ALWAYS') });
  useHotkey({ keys: 'r', does: 'Write a reason', group: 'Decide', run: toReason });
}
