import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** One filter of a list. Its value lives in the URL under `key`, several values joined by commas. */
export interface FilterDefinition {
  key: string;
  label: string;
  /** `text` is the search of the list; `word` is one value that is typed whole. */
  kind: 'one' | 'many' | 'text' | 'word' | 'date';
  /** For `one` and `many`. */
  options?: readonly { value: string; label: string }[];
}

export interface Filters {
  /** The value, or undefined while not set. */
  one: (key: string) => string | undefined;
  /** The values; empty while not set. */
  many: (key: string) => readonly string[];
  set: (key: string, value: string | readonly string[] | null) => void;
  clear: () => void;
  /** Whether any filter is set. */
  active: boolean;
}

/** Reads and writes filters in the URL, so a filtered list can be shared, bookmarked and found with Back. */
export function useFilters(definitions: readonly FilterDefinition[]): Filters {
  const [params, setParams] = useSearchParams();
  const keys = definitions.map(({ key }) => key).join(',');

  const set = useCallback(
    (key: string, value: string | readonly string[] | null) => {
      const text = typeof value === 'string' ? value : (value?.join(',') ?? '');
      setParams(
        (before) => {
          if (text === '') before.delete(key);
          else before.set(key, text);
          return before;
        },
        { replace: true, preventScrollReset: true },
      );
    },
    [setParams],
  );
  const clear = useCallback(() => {
    setParams(
      (before) => {
        keys.split(',').forEach((key) => before.delete(key));
        return before;
      },
      { replace: true },
    );
  }, [keys, setParams]);

  return useMemo(
    () => ({
      one: (key) => params.get(key) ?? undefined,
      many: (key) => params.get(key)?.split(',').filter(Boolean) ?? [],
      set,
      clear,
      active: keys.split(',').some((key) => params.has(key)),
    }),
    [params, set, clear, keys],
  );
}
