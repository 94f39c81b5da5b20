/** Kinds of flaws, stable for programs that read the JSON report. */
export type FlawCode =
  | 'empty'
  | 'not-an-export'
  | 'line-too-long'
  | 'truncated'
  | 'malformed'
  | 'misplaced'
  | 'sequence'
  | 'organization'
  | 'leaf'
  | 'payload'
  | 'chain'
  | 'inclusion'
  | 'checkpoint'
  | 'signature'
  | 'consistency'
  | 'external-checkpoint'
  | 'count'
  | 'frame';

/** The first thing that is wrong with an export: where (line from 1, event number) and what, in words. */
export class Flaw extends Error {
  override readonly name = 'Flaw';

  constructor(
    readonly code: FlawCode,
    message: string,
    readonly line: number | null = null,
    readonly seq: number | null = null,
  ) {
    super(message);
  }
}

/** A request that cannot be carried out at all: no such file, a key that is no key. Nothing was verified. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
}
