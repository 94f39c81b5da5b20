const megabyte = 1_000_000;

/** One megabyte of it. */
export const filled = (unit: string) => unit.repeat(Math.ceil(megabyte / unit.length)).slice(0, megabyte);

/** Texts that make a careless expression try everything: beginnings without end, and almost-ends. */
export function adversarial(anchor: string): string[] {
  const fillers = ['0', 'aA0_-', 'a.', ' ', '\\', ': "'];
  return [
    filled(anchor),
    filled(`${anchor} `),
    filled(`${anchor}="`),
    ...fillers.map((filler) => `${anchor}${filled(filler)}`),
    ...fillers.map((filler) => filled(`${anchor}${filler.repeat(40)}`)),
  ];
}
