/** One line of progress for the person at the terminal. */
export const say = (line) => void process.stdout.write(`${line}\n`);

/** Something the person must read. */
export const complain = (line) => void process.stderr.write(`${line}\n`);

/** A failure that is explained completely by its message: shown without a stack trace. */
export class PlainError extends Error {}
