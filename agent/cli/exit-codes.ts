import type { ProblemCode } from '../client/client-problem.js';

/** What a command ends with; `clawbutler help` lists them. */
export const exitCodes = {
  done: 0,
  /** Refused: by a person, or because a code or token is wrong or expired. */
  refused: 1,
  usage: 2,
  unreachable: 3,
  notClawButler: 4,
  clock: 5,
  pairedAlready: 6,
  /** Another daemon runs with the same folder. */
  runningAlready: 7,
  /** No daemon runs. */
  notRunning: 8,
  /** The process has to be started anew (`EX_TEMPFAIL`). */
  stuck: 75,
  /** A person has to do something first; starting again does not help (`EX_CONFIG`). */
  final: 78,
} as const;

/** The exit code for a problem. */
export const exitCodeOf: Readonly<Record<ProblemCode, number>> = {
  UNREACHABLE: exitCodes.unreachable,
  NOT_CLAWBUTLER: exitCodes.notClawButler,
  CLOCK: exitCodes.clock,
  REFUSED: exitCodes.refused,
  LOCAL: exitCodes.usage,
};
