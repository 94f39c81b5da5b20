import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** Why a password cannot be set, or why it was not looked at now. */
export class PasswordError extends Error {
  override readonly name = 'PasswordError';

  constructor(
    readonly code: 'too-short' | 'too-long' | 'malformed' | 'busy',
    message: string,
  ) {
    super(message);
  }
}

/** Characters (code points) after NFKC. Length is the only rule; ASVS 5.0 section 6.2 asks for no composition rules. */
export const PASSWORD_MIN_CHARS = 12;
export const PASSWORD_MAX_CHARS = 256;

/** The smallest argon2id setting of the OWASP password storage guide: 19 MiB, 2 passes, 1 lane. */
const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/;
/** A hash of a password nobody knows, under the same cost: what an unknown account is compared with. */
const DUMMY =
  '$argon2id$v=19$m=19456,t=2,p=1$Y2xhd2J1dGxlci1kdW1teQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Each hash takes a core for some 20 ms or more: more than this at once would starve every other request. */
const MAX_AT_ONCE = 2;
const MAX_WAITING = 100;

let running = 0;
const waiting: (() => void)[] = [];

/** The argon2id hash of a new password, in PHC form. Throws PasswordError when it is too short, too long or malformed. */
export async function hashPassword(password: string): Promise<string> {
  const prepared = prepare(password);
  if (prepared instanceof PasswordError) throw prepared;
  return limited(() => hash(prepared, COST));
}

/**
 * Whether the password is the one behind `stored`. With null (no such account) the same work is done on a dummy hash
 * and the answer is no, so that time does not tell which accounts exist. Throws PasswordError('busy') when overloaded.
 */
export async function verifyOrDummy(stored: string | null, password: string): Promise<boolean> {
  const prepared = prepare(password);
  const possible = stored !== null && !(prepared instanceof PasswordError);
  const matches = await limited(() => {
    return verify(possible ? stored : DUMMY, prepared instanceof PasswordError ? '' : prepared);
  });
  return possible && matches;
}

/** Whether a stored hash is weaker than what hashPassword makes now: hash anew at the next successful login. */
export function needsRehash(stored: string): boolean {
  const [, memory = '0', time = '0', lanes = '0'] = CURRENT.exec(stored) ?? [];
  return Number(memory) < COST.memoryCost || Number(time) < COST.timeCost || Number(lanes) < COST.parallelism;
}

/** The bytes to hash are those of the NFKC form, so that the same password typed on another keyboard is the same. */
function prepare(password: string): string | PasswordError {
  // NFKC can grow a text 18-fold: what is far too long is not normalised at all.
  if (password.length > PASSWORD_MAX_CHARS * 4) return tooLong();
  if (/\p{Surrogate}/u.test(password))
    return new PasswordError('malformed', 'the password is not valid text');
  const normal = password.normalize('NFKC');
  const chars = [...normal].length;
  if (chars > PASSWORD_MAX_CHARS) return tooLong();
  if (chars < PASSWORD_MIN_CHARS) {
    return new PasswordError('too-short', `a password has at least ${PASSWORD_MIN_CHARS} characters`);
  }
  return normal;
}

function tooLong(): PasswordError {
  return new PasswordError('too-long', `a password has at most ${PASSWORD_MAX_CHARS} characters`);
}

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running < MAX_AT_ONCE) running++;
  else if (waiting.length >= MAX_WAITING)
    throw new PasswordError('busy', 'too many logins at once, try again');
  // Whoever finishes hands its place over, so the count does not change here.
  else await new Promise<void>((resume) => waiting.push(resume));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}
