import { useCallback, useMemo, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** Selects all given rows, or none when all already are. */
  toggleAll: (ids: readonly string[]) => void;
  clear: () => void;
}

/** Which rows are ticked. Rows that left the list drop out of `ids`. */
export function useSelection(present: readonly string[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const ids = useMemo(() => new Set(present.filter((id) => ticked.has(id))), [present, ticked]);

  const toggle = useCallback((id: string) => {
    setTicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const toggleAll = useCallback((all: readonly string[]) => {
    setTicked((before) => (all.every((id) => before.has(id)) ? new Set() : new Set(all)));
  }, []);
  const clear = useCallback(() => setTicked(new Set()), []);
  return { ids, toggle, toggleAll, clear };
}
