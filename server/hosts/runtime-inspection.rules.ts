import { createHash } from 'node:crypto';
import type { RuntimeInspectionInput, SettingsSourceInput } from '../../schema/generated/types.js';
import { canonicalize, CanonicalJsonError } from '../platform/crypto/canonical-json.js';
import { plainText } from '../platform/database/jsonb.js';
import { AppError } from '../platform/errors/app-error.js';
import { redactText } from '../platform/telemetry/redact.js';

/** What an inspection says, apart from the files it comes from. */
export type SettingsFacts = Omit<RuntimeInspectionInput, 'digest' | 'sources'>;

/** An inspection as it is kept. */
export interface KeptInspection {
  digest: string;
  facts: SettingsFacts;
  sources: SettingsSourceInput[];
}

const most = {
  environment: 100,
  permissionModes: 100,
  rules: 500,
  hooks: 200,
  mcpServers: 200,
  problems: 20,
  sources: 200,
} as const;
const mostWithheld = 200;
const longestText = 600;

/**
 * What a host read, checked: within its bounds, and with the digest that it claims. Kept are its texts without what
 * looks like a secret and was overlooked there, so the digest is the host's, not that of what is kept.
 * @throws AppError INVALID_INPUT
 */
export function readInspection(input: RuntimeInspectionInput): KeptInspection {
  for (const [name, limit] of Object.entries(most) as [keyof typeof most, number][])
    if (input[name].length > limit) throw wrong(`At most ${limit} ${name}.`);
  if (input.mcpServers.some(({ withheld }) => withheld.length > mostWithheld))
    throw wrong(`At most ${mostWithheld} names of a server are withheld.`);
  const facts = factsOf(input);
  if (digestOf(facts) !== input.digest) throw wrong('The digest is not that of the facts.');
  return { digest: input.digest, facts: cleaned(facts), sources: input.sources.map(sourceOf) };
}

/** SHA-256 of the canonical JSON of the facts, in hexadecimal. @throws AppError INVALID_INPUT where there is none */
export function digestOf(facts: SettingsFacts): string {
  try {
    return createHash('sha256').update(canonicalize(facts)).digest('hex');
  } catch (error) {
    if (error instanceof CanonicalJsonError) throw wrong('A text is not well-formed.');
    throw error;
  }
}

/** All fields, set: what is not given is null, and whatever else came along is left behind. */
function factsOf(input: RuntimeInspectionInput): SettingsFacts {
  const { environment, problems } = input;
  return {
    model: input.model ?? null,
    environment,
    permissionModes: input.permissionModes.map(({ name, value, scope, project = null }) => ({
      ...{ name, value, scope, project },
    })),
    rules: input.rules.map(({ effect, pattern, scope, project = null, inForce }) => ({
      ...{ effect, pattern, scope, project, inForce },
    })),
    hooks: input.hooks.map(
      ({ event, matcher = null, type, target = null, scope, project = null, inForce }) => ({
        ...{ event, matcher, type, target, scope, project, inForce },
      }),
    ),
    mcpServers: input.mcpServers.map((server) => {
      const { name, transport, target = null, withheld, scope, project = null, inForce } = server;
      return { name, transport, target, withheld, scope, project, inForce };
    }),
    problems,
  };
}

function sourceOf({ scope, path, sha256, sizeBytes, modifiedAt }: SettingsSourceInput): SettingsSourceInput {
  const isDigest = sha256 == null || /^[0-9a-f]{64}$/.test(sha256);
  if (!isDigest) throw wrong('The SHA-256 of a file has 64 hexadecimal digits.');
  return {
    ...{ scope, path: textOf(path), sha256: sha256 ?? null },
    sizeBytes: Math.max(0, sizeBytes),
    modifiedAt: new Date(modifiedAt).toISOString(),
  };
}

/** The same with every text bounded, storable and without what looks like a secret. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') return textOf(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cleaned(item)])) as T;
}

const textOf = (text: string) => plainText(redactText([...text].slice(0, longestText).join('')));

function wrong(words: string): AppError {
  return new AppError('INVALID_INPUT', undefined, { fields: { 'input.runtimes.inspection': words } });
}
