import type { FilterDefinition, Filters } from '../../ui/use-filters';

/** The filters in force as facts: name and value in words, in the order of the bar. */
export function filterWords(
  definitions: readonly FilterDefinition[],
  filters: Pick<Filters, 'one' | 'many'>,
): { label: string; value: string }[] {
  return definitions.flatMap(({ key, label, kind, options = [] }) => {
    const given = kind === 'many' ? filters.many(key) : [filters.one(key) ?? ''].filter(Boolean);
    if (given.length === 0) return [];
    if (kind === 'text') return [{ label: 'Text', value: `“${given[0]}”` }];
    const words = given.map(
      (value) => (kind === 'many' ? undefined : options.find((one) => one.value === value)?.label) ?? value,
    );
    return [{ label, value: words.join(', ') }];
  });
}
