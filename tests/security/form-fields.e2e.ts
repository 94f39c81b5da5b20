import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import type { Loose } from '../../server/testing/graphql-caller.js';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));

/** What people, browsers and attackers put into a field of text. */
const texts: [name: string, value: string][] = [
  ['empty', ''],
  ['blank', ' \t\n '],
  ['too long', 'x'.repeat(20_000)],
  ['NUL', 'a\0b'],
  ['half a surrogate', 'a\ud800'],
  ['direction marks', '\u202eevil\u2066'],
  ['zero width', '\u200b\u200b'],
  ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['SQL', `'; drop table users; select pg_sleep(3); --`],
  ['a template', '{{7*7}}${7*7}<%= 7*7 %>#{7*7}'],
  ['a path', '../../../../etc/passwd'],
  ['an address', 'http://169.254.169.254/latest/meta-data/'],
  ['a script address', 'javascript:alert(1)'],
  ['a log line', 'x\r\n{"level":60}'],
  ['a formula', '=cmd|calc!A0'],
  ['a backslash', '\\'],
  ['wildcards', '%_*'],
  ['an id of nobody', '00000000-0000-7000-8000-000000000000'],
];
const numbers = [-1, 0, 2 ** 31 - 1, -(2 ** 31)];

/** Values to put in the place of a good one. */
function hostileValues(type: GraphQLInputType): unknown[] {
  const named = getNamedType(type).name;
  const single = named === 'Int' || named === 'Seq' ? numbers : texts.map(([, value]) => value);
  if (isEnumType(getNamedType(type)) || named === 'Boolean' || named === 'DateTime') return ['', 'x', null];
  return isListType(isNonNullType(type) ? type.ofType : type)
    ? [[], ...single.slice(0, 6).map((value) => [value]), Array.from({ length: 2000 }, (_, n) => `item ${n}`)]
    : single;
}

/** The plainest value a field takes: enough for the others to be looked at. */
function plain(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return plain(type.ofType);
  if (isListType(type)) return [];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues().at(-1)!.name;
  if (isInputObjectType(named)) return objectOf(Object.values(named.getFields()));
  return { Int: 1, Seq: 1, Boolean: false, DateTime: '2026-11-22T00:00:00Z' }[named.name] ?? 'x';
}

const objectOf = (fields: readonly (GraphQLInputField | GraphQLArgument)[]) =>
  Object.fromEntries(
    fields.filter(({ type }) => isNonNullType(type)).map(({ name, type }) => [name, plain(type)]),
  );

interface Attempt {
  /** `mutation.field` and where in its input. */
  place: string;
  variables: Record<string, unknown>;
}

/** Every place of an operation's input, filled with each hostile value in turn. */
function attemptsOn(field: GraphQLField<unknown, unknown>): Attempt[] {
  const good = objectOf(field.args);
  return field.args.flatMap((arg) => {
    const named = getNamedType(arg.type);
    if (!isInputObjectType(named))
      return hostileValues(arg.type).map((value) => ({
        place: arg.name,
        variables: { ...good, [arg.name]: value },
      }));
    const isList = isListType(isNonNullType(arg.type) ? arg.type.ofType : arg.type);
    return Object.values(named.getFields()).flatMap((inner) => {
      if (isInputObjectType(getNamedType(inner.type))) return [];
      return hostileValues(inner.type).map((value) => {
        const object = { ...objectOf(Object.values(named.getFields())), [inner.name]: value };
        return {
          place: `${arg.name}.${inner.name}`,
          variables: { ...good, [arg.name]: isList ? [object] : object },
        };
      });
    });
  });
}

function documentOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const leaf =
    Object.keys((getNamedType(field.type) as { getFields?: () => object }).getFields?.() ?? {}).length > 0;
  const union = 'getTypes' in getNamedType(field.type);
  return `${kind} (${declared}) { ${field.name}(${passed}) ${leaf || union ? '{ __typename }' : ''} }`;
}

/** Sessions and accounts a hostile value might end: these would lock the test out, and have suites of their own. */
const limited = new Set([
  'login',
  'signUp',
  'changePassword',
  'completeSetup',
  'acceptInvite',
  'verifyEmail',
]);

describe('every field of every form, empty, too long or malicious', () => {
  let app: TestApp;
  let world: World;
  const codes = new Map<string, number>();
  let tried = 0;
  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
  });
  afterAll(() => app.stop());

  const fields = (['query', 'mutation'] as const).flatMap((kind) =>
    Object.values((kind === 'query' ? schema.getQueryType()! : schema.getMutationType()!).getFields())
      .filter((field) => field.args.length > 0)
      .map((field) => [`${kind} ${field.name}`, kind, field] as const),
  );

  it.each(fields)('%s', async (_name, kind, field) => {
    const document = documentOf(kind, field);
    for (const { place, variables } of attemptsOn(field)) {
      const started = performance.now();
      const answer = await world.owner.call<Loose>(document, variables);
      const { code, status, errors } = answer;
      const words = errors?.[0]?.message ?? '';
      const at = { place, value: JSON.stringify(variables).slice(0, 200), code, words };
      // A failure of ours is no answer to what somebody typed; words are for a person, without a database in them.
      expect({ ...at, status: status < 500, ours: code === 'INTERNAL' }).toEqual({
        ...at,
        status: true,
        ours: false,
      });
      // Names of the contract itself may be in it, like `SessionRelation`.
      expect(words.replaceAll(/"[^"]*"/g, '""')).not.toMatch(
        /relation|column|syntax error|constraint|violates|postgres|undefined|null pointer/i,
      );
      expect(performance.now() - started).toBeLessThan(3000 + (limited.has(field.name) ? 6000 : 0));
      codes.set(code ?? 'accepted', (codes.get(code ?? 'accepted') ?? 0) + 1);
      tried++;
    }
  });

  it('leaves everything in its place', async () => {
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
    expect(app.log.filter((line) => line.includes('unexpected error'))).toEqual([]);
    const told = [...codes].map(([code, count]) => `${code} ${count}`).join(', ');
    process.stderr.write(
      `Forms: ${tried} hostile values in ${fields.length} operations, 0 failures of ours (${told})\n`,
    );
    expect(tried).toBeGreaterThan(1000);
  });
});
