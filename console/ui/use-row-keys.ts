import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import { useHotkey } from './use-hotkey';

interface RowKeys {
  /** Keys of the rows in order. */
  ids: readonly string[];
  /** The element whose descendants carry `data-row`. */
  container: RefObject<HTMLElement | null>;
  onOpen?: (id: string) => void;
  /** The row open beside the list: moving goes on from there. */
  openId?: string;
  /** Called with each row that a key moves to. */
  onMove?: (id: string) => void;
  onToggle?: (id: string) => void;
}

interface RowKeyProps {
  'data-row': string;
  tabIndex: number;
  onFocus: () => void;
}

const moves: Record<string, (index: number, last: number) => number> = {
  j: (index, last) => Math.min(last, index + 1),
  ArrowDown: (index, last) => Math.min(last, index + 1),
  k: (index) => Math.max(0, index - 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_index, last) => last,
};

const typing = (target: EventTarget): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');

const isRow = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.hasAttribute('data-row');

/**
 * Moves through rows with j and k (or arrows), opens with Enter, selects with x. One row at a time is in the tab
 * order, so Tab leaves the list at once.
 */
export function useRowKeys({ ids, container, openId, onOpen, onMove, onToggle }: RowKeys) {
  const [current, setCurrent] = useState<string | null>(openId ?? null);
  useEffect(() => {
    if (openId !== undefined) setCurrent(openId);
  }, [openId]);
  const reachable = current !== null && ids.includes(current) ? current : (ids[0] ?? null);

  function focusRow(index: number): void {
    const id = ids[index];
    if (id === undefined) return;
    setCurrent(id);
    container.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
    onMove?.(id);
  }

  function act(event: KeyboardEvent): boolean {
    const move = moves[event.key];
    if (move) focusRow(move(reachable === null ? -1 : ids.indexOf(reachable), ids.length - 1));
    else if (reachable === null) return false;
    else if (event.key === 'Enter' && isRow(event.target)) onOpen?.(reachable);
    else if (event.key === 'x') onToggle?.(reachable);
    else return false;
    return true;
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    if (act(event)) event.preventDefault();
  }

  // From anywhere on the page: the first j or k moves into the list, or on from the open row.
  const step = (by: number) => {
    const index = current === null ? -1 : ids.indexOf(current);
    focusRow(index === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, index + by)));
  };
  const when = ids.length > 0;
  useHotkey({ keys: 'j', does: 'Next row', group: 'Lists', run: () => step(1), when });
  useHotkey({ keys: 'k', does: 'Previous row', group: 'Lists', run: () => step(-1), when });

  const rowProps = (id: string): RowKeyProps => ({
    'data-row': id,
    tabIndex: id === reachable ? 0 : -1,
    onFocus: () => setCurrent(id),
  });
  return { onKeyDown, rowProps, focusRow };
}
