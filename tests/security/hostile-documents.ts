import type { Seeded } from './seeded.js';

export interface Hostile {
  kind: 'mutated' | 'grown' | 'bomb' | 'noise';
  text: string;
}

const names = [
  ...[
    'viewer',
    'viewr',
    'approval',
    'approvals',
    'aprovals',
    'agents',
    'agent',
    'connectrs',
    'secret',
    'members',
  ],
  ...[
    'password',
    'decideApproval',
    'decideAproval',
    'login',
    'logn',
    'auditEvents',
    'id',
    'edges',
    'node',
    'name',
  ],
  ...[
    '__schema',
    '__type',
    '__typename',
    'activity',
    'activty',
    'approvalChanged',
    'aprovalChanged',
    'event',
  ],
];
const junk = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '!',
    '$',
    '@',
    '...',
    ':',
    '=',
    '|',
    '&',
    '"',
    '"""',
    '#',
    ',',
    '\\',
    '\0',
  ],
  ...[
    '\ufeff',
    '\u2028',
    '\ud800',
    '💣',
    '0x1',
    '1e999',
    '-',
    '-0',
    '00',
    'null',
    'true',
    'on',
    'fragment',
    'query',
  ],
  ...[
    'subscription',
    'mutation',
    'type',
    'extend',
    'schema',
    '@skip(if: $x)',
    '@include',
    '@defer',
    '@stream',
  ],
];

/** One document nobody should send: a spoilt real one, a grown one, a cost bomb, or noise. */
export function hostileDocument(random: Seeded, real: readonly string[]): Hostile {
  const kind = random.pick(['mutated', 'mutated', 'grown', 'grown', 'bomb', 'noise'] as const);
  const makers = {
    mutated: () => mutated(random.pick(real), random),
    grown: () => `${random.pick(['', 'query ', 'mutation ', 'subscription '])}${grown(random, 5)}`,
    bomb: () => random.pick(Object.values(bombs))(1 + random.below(5)),
    noise: () =>
      Array.from({ length: 1 + random.below(300) }, () => random.pick(junk)).join(random.pick(['', ' '])),
  };
  return { kind, text: makers[kind]() };
}

function mutated(document: string, random: Seeded): string {
  let text = document;
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(text.length + 1);
    const to = Math.min(text.length, at + random.below(30));
    text = random.pick([
      () => text.slice(0, at) + text.slice(to),
      () => text.slice(0, at) + random.pick(junk) + text.slice(at),
      () => text.slice(0, to) + text.slice(at),
      () => text.slice(0, at) + random.pick(names) + text.slice(to),
      () => text.replace(/\b(\w+)\b/, (word) => word.slice(0, -1)),
    ])();
  }
  return text;
}

function grown(random: Seeded, depth: number): string {
  const fields = Array.from({ length: 1 + random.below(4) }, () => {
    const alias = random.below(4) === 0 ? `a${random.below(9)}: ` : '';
    const value = random.pick(['"x"', '1', 'null', '$v', 'ENUM', '[1, [2]]', '{a: {b: $c}}', '1.5e300']);
    const args = random.below(3) === 0 ? `(${random.pick(names)}: ${value})` : '';
    const inner = depth > 0 && random.below(2) === 0 ? ` ${grown(random, depth - 1)}` : '';
    return random.below(6) === 0
      ? `... on ${random.pick(names)} ${inner || '{id}'}`
      : `${alias}${random.pick(names)}${args}${inner}`;
  });
  return `{ ${fields.join(' ')} }`;
}

const many = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');

/** Documents that cost more to look at than to send, by name. Each stays below a WebSocket frame's limit. */
export const bombs: Record<string, (scale: number) => string> = {
  aliases: (scale) => `{ ${many(scale * 400, (n) => `a${n}: __typename`)} }`,
  duplicates: (scale) => `{ ${many(scale * 800, () => '__typename')} }`,
  depth: (scale) => `${'{ a '.repeat(scale * 400)}${'}'.repeat(scale * 400)}`,
  directives: (scale) => `{ __typename ${many(scale * 400, () => '@include(if: true)')} }`,
  'unknown directives': (scale) => `{ __typename ${many(scale * 400, (n) => `@d${n}`)} }`,
  operations: (scale) => many(scale * 150, (n) => `query q${n} { __typename }`),
  variables: (scale) => `query q(${many(scale * 150, (n) => `$v${n}: Int`)}) { __typename }`,
  'fragments in a circle': (scale) =>
    `{ ...f0 } ${many(scale * 50, (n) => `fragment f${n} on Query { ...f${(n + 1) % (scale * 50)} }`)}`,
  'fragments that double': (scale) =>
    `{ ...f0 } ${many(scale * 30, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`)}`,
  'inline fragments that double': (scale) =>
    `{ ...f0 } ${many(scale * 30, (n) => `fragment f${n} on Query { ... { ...f${n + 1} } ... { ...f${n + 1} } }`)}`,
  'fragments that double and end': (scale) =>
    `{ ...f0 } ${many(scale * 30, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`)} fragment f${scale * 30} on Query { __typename }`,
  'overlapping fragments': (scale) =>
    `{ ${many(scale * 30, (n) => `...f${n}`)} } ${many(scale * 30, (n) => `fragment f${n} on Query { viewer { user { id name } } }`)}`,
  'overlapping arguments': (scale) =>
    `{ ${many(scale * 60, (n) => `approvals(first: ${n}) { pageInfo { hasNextPage } }`)} }`,
  'nested fragments': (scale) =>
    `{ viewer { ${'...v '.repeat(scale * 20)} } } fragment v on Viewer { user { ${'id '.repeat(200)} } }`,
  'a long name': (scale) => `{ ${'x'.repeat(scale * 10_000)} }`,
  'a long text': (scale) => `{ approval(id: "${'x'.repeat(scale * 10_000)}") { id } }`,
  'a deep list': (scale) =>
    `{ approvals(first: ${'['.repeat(scale * 190)}1${']'.repeat(scale * 190)}) { edges { cursor } } }`,
  'a deep object': (scale) =>
    `mutation { login(input: ${'{a: '.repeat(scale * 190)}1${'}'.repeat(scale * 190)}) { viewer { sessionId } } }`,
  'a long list': (scale) =>
    `{ auditEvents(filter: { types: [${many(scale * 350, () => '"x"')}] }) { edges { cursor } } }`,
  'questions to the answerer': (scale) =>
    `{ approvals(first: "${'Did you mean '.repeat(scale * 900)}") { edges { cursor } } }`,
  'a chain of types': (scale) =>
    `query q($v: ${'['.repeat(scale * 190)}Int${']'.repeat(scale * 190)}) { __typename }`,
  'introspection in a circle': (scale) =>
    `{ __schema { types { ${'fields { type { '.repeat(scale * 5)}name${' } }'.repeat(scale * 5)} } } }`,
};
