export interface Choice {
  value: string;
  label: string;
}

/**
 * Event types to filter by: each family (`approval.*`) before its members.
 * @param occurring types in the log, in alphabetical order
 * @param chosen types the URL names; they stay choices when they do not occur
 */
export function typeChoices(occurring: readonly string[], chosen: readonly string[]): Choice[] {
  const families = new Map<string, string[]>();
  for (const type of occurring) {
    const family = `${type.split('.')[0] ?? type}.*`;
    families.set(family, [...(families.get(family) ?? []), type]);
  }
  const values = [...families].flatMap(([family, types]) => [family, ...types]);
  const strange = chosen.filter((type) => !values.includes(type));
  return [...strange, ...values].map((value) => ({
    value,
    label: value.endsWith('.*') ? `${value} (all of them)` : value,
  }));
}
