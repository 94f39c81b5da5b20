/**
 * The house, as rules: rooms call down and announce up; doorways are few; programs share only the contract.
 * The floors are those of docs/ARCHITECTURE.md.
 */
const floors = [
  ['organizations'],
  ['connectors', 'hosts', 'templates', 'audit'],
  ['agents'],
  ['sessions', 'config-safety'],
  ['approvals', 'cost'],
  ['budgets', 'runbooks', 'infrastructure', 'evidence', 'notifications'],
];
const rooms = floors.flat();
const either = (names) => `(?:${names.join('|')})`;
const tests = '\\.(?:spec|e2e)\\.ts$|^server/testing/|^tests/';

/**
 * A room's files that other rooms may open: the verbs, the announcements, the wiring; the gateways' live feed with its
 * queued work; and the gateways' protocol library, which knows no room (docs/adr/0003-protocol-library-is-a-doorway.md).
 */
const doorways =
  '(?:[^/]+\\.(?:service|events|module)\\.ts|gateway-feed\\.ts|connector-command\\.ts|openclaw/[^/]+\\.ts)$';

/** A room must not import one on its own floor or above: those hear of it through events. */
const downwardsOnly = floors.flatMap((floor, level) =>
  floor.map((room) => {
    const forbidden = floors
      .slice(level)
      .flat()
      .filter((other) => other !== room);
    return {
      name: `${room}-calls-down`,
      comment: `${room} is on floor ${level}: it may call lower floors, and only records events for the others.`,
      severity: 'error',
      from: { path: `^server/${room}/`, pathNot: tests },
      to: { path: `^server/${either(forbidden)}/` },
    };
  }),
);

/** Another program's folder is another program. */
const apart = (from, others) => ({
  name: `${from.replace(/\W/g, '-')}-stands-alone`,
  comment: 'Programs share nothing but the generated types of the contract.',
  severity: 'error',
  from: { path: `^${from}/`, pathNot: tests },
  to: { path: `^${either(others)}/` },
});

module.exports = {
  forbidden: [
    ...downwardsOnly,
    {
      name: 'rooms-have-doors',
      comment:
        'Into another room only through its service, events or module: its entities and rules are private.',
      severity: 'error',
      from: { path: `^server/(${rooms.join('|')})/`, pathNot: tests },
      to: {
        path: `^server/${either(rooms)}/`,
        pathNot: ['^server/$1/', `^server/${either(rooms)}/${doorways}`],
      },
    },
    {
      name: 'only-the-database-holds-the-pool',
      comment: 'A connection without `Database` around it names no organisation. Entry points open the pool.',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: [
          '^server/platform/database/',
          '^server/platform/platform\\.module',
          '^server/[^/]+\\.ts$',
          tests,
        ],
      },
      to: { path: '^server/platform/database/(?:pool|pool\\.token|transaction)\\.ts$' },
    },
    {
      name: 'rooms-speak-no-postgres',
      comment: 'They go through platform/database: it sets the tenant.',
      severity: 'error',
      from: { path: `^server/(${rooms.join('|')})/`, pathNot: tests },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'protocol-library-knows-no-room',
      comment: 'Other rooms may use it because it stands on nothing but the way out: no room, no database.',
      severity: 'error',
      from: { path: '^server/connectors/openclaw/', pathNot: tests },
      to: { path: '^server/', pathNot: ['^server/connectors/openclaw/', '^server/platform/http/'] },
    },
    {
      name: 'platform-knows-no-room',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: tests },
      to: { path: `^server/(?:${either(rooms)}|mcp)/` },
    },
    {
      name: 'mcp-is-a-client',
      comment: 'The MCP door talks to the schema, not to rooms.',
      severity: 'error',
      from: { path: '^server/mcp/', pathNot: tests },
      to: { path: `^server/${either(rooms)}/`, pathNot: '\\.module\\.ts$' },
    },
    apart('server', ['agent', 'console', 'scripts', 'bench', 'tests']),
    apart('agent', ['server', 'console', 'scripts', 'bench', 'tests', 'migrations']),
    apart('console', ['server', 'agent', 'scripts', 'bench', 'tests', 'migrations']),
    apart('migrations', ['server', 'agent', 'console', 'scripts', 'bench', 'tests', 'schema']),
    {
      name: 'verifier-is-self-contained',
      comment: 'An auditor reads agent/verify alone; it imports nothing but Node itself.',
      severity: 'error',
      from: { path: '^agent/verify/', pathNot: tests },
      to: { pathNot: ['^agent/verify/', '^node:'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: ['^schema/generated/', 'generated/documents', '\\?(?:url|raw|inline)$', '^@fontsource'],
      },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(?:server|agent|console)/', pathNot: tests },
      to: { path: tests },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|\\.cache|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
