import type { RefObject } from 'react';
import type { PolicyFieldsFragment } from '../../graphql/generated/documents';
import { useHotkey } from '../../ui/use-hotkey';

interface MoveKeys {
  list: RefObject<HTMLElement | null>;
  policies: readonly PolicyFieldsFragment[];
  move: (policy: PolicyFieldsFragment, by: 1 | -1) => void;
  when: boolean;
}

/** shift+k and shift+j move the focused rule; its row is marked, so that focus returns to it and not to a button. */
export function useMoveKeys({ list, policies, move, when }: MoveKeys): void {
  function moveFocused(by: 1 | -1): void {
    const row = list.current?.querySelector<HTMLElement>('[data-row]:focus');
    const policy = policies.find(({ id }) => id === row?.dataset.row);
    if (!row || !policy) return;
    row.dataset.keyed = 'true';
    move(policy, by);
  }
  useHotkey({ keys: 'shift+k', does: 'Move the focused rule up', run: () => moveFocused(-1), when });
  useHotkey({ keys: 'shift+j', does: 'Move the focused rule down', run: () => moveFocused(1), when });
}
