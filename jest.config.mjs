// Jest reads a .ts config only with a TypeScript loader installed on Node 20, so the real file is plain ESM.

/** What every project shares. */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.tsx?$': ['@swc/jest', { configFile: './.swcrc' }] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.cache/'],
  modulePathIgnorePatterns: ['/dist/', '/\\.cache/'],
};

/** PostgreSQL, Valkey and a compiled server, once per run and only when a file of such a project is run. */
const withServers = {
  globalSetup: './server/testing/global-setup.mjs',
  globalTeardown: './server/testing/global-teardown.mjs',
};

/** The suites of `npm test`, `npm run test:<suite>`; each lists its jest projects. */
const suites = {
  unit: [
    {
      ...shared,
      displayName: 'spec',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '\\.int\\.spec\\.ts$'],
    },
    { ...shared, ...withServers, displayName: 'int', testMatch: ['**/*.int.spec.ts'] },
  ],
  launcher: [{ ...shared, displayName: 'launcher', testMatch: ['<rootDir>/tests/launcher/**/*.e2e.ts'] }],
  gateway: [
    { ...shared, ...withServers, displayName: 'gateway', testMatch: ['<rootDir>/tests/gateway/**/*.e2e.ts'] },
  ],
  runtimes: [
    {
      ...shared,
      ...withServers,
      displayName: 'runtimes',
      testMatch: ['<rootDir>/tests/runtimes/**/*.e2e.ts'],
    },
  ],
  browser: [
    { ...shared, ...withServers, displayName: 'browser', testMatch: ['<rootDir>/tests/browser/**/*.e2e.ts'] },
  ],
  security: [
    {
      ...shared,
      ...withServers,
      displayName: 'security',
      testMatch: ['<rootDir>/tests/security/**/*.e2e.ts'],
    },
  ],
};

const suite = process.env.CLAWBUTLER_TEST_SUITE ?? 'unit';

export default { testTimeout: suite === 'unit' ? 30_000 : 180_000, projects: suites[suite] };
