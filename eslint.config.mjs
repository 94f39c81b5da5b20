import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';

const tests = ['**/*.spec.ts', '**/*.e2e.ts', 'server/testing/**', 'tests/**'];
const skipNothing = { skipBlankLines: true, skipComments: true };

/** Entries of no-restricted-syntax; a file gets one list, so lists are put together by hand. */
const syntax = {
  everywhere: [
    {
      // Nest injects through the constructor: a table of contents, not a signature. So do rows of test tables.
      selector:
        ':function[params.length>4]:not(MethodDefinition[kind="constructor"] > FunctionExpression):not(CallExpression > ArrowFunctionExpression)',
      message: 'More than four parameters: pass one object.',
    },
  ],
  tests: [
    {
      selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]',
      message: 'Every test runs, always.',
    },
    {
      selector: 'MemberExpression[object.name="jest"][property.name=/^(mock|spyOn|fn)$/]',
      message: 'No mocks of our own classes; fake the true edge by hand and label it.',
    },
  ],
  console: [
    {
      selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
      message: 'No raw HTML: everything a gateway sends is hostile.',
    },
    {
      selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]',
      message: 'No raw HTML: everything a gateway sends is hostile.',
    },
  ],
};

/** Ways to run code or programs that the server does not have. */
const dangerousModules = ['child_process', 'vm', 'repl', 'inspector', 'cluster'].flatMap((name) =>
  [name, `node:${name}`].map((module) => ({
    name: module,
    message: 'The server runs no programs and no code it was sent.',
  })),
);

/** Ways round row-level security. */
const rawDatabase = [
  {
    name: 'typeorm',
    importNames: ['DataSource', 'Repository', 'createConnection', 'getConnection', 'getRepository'],
    message: 'Go through platform/database: it sets the tenant.',
  },
  {
    name: '@nestjs/typeorm',
    importNames: ['InjectRepository', 'InjectDataSource', 'getRepositoryToken'],
    message: 'Go through platform/database: it sets the tenant.',
  },
];

/** Ways out that are not safeFetch. */
const rawHttp = ['undici', 'http', 'https', 'http2', 'node:http', 'node:https', 'node:http2'].map((name) => ({
  name,
  importNames: ['fetch', 'request', 'get', 'stream', 'connect', 'Agent', 'Pool', 'Client'],
  message: 'The only way out is safeFetch in server/platform/http.',
}));

const serverImports = (...lists) => ({
  'no-restricted-imports': ['error', { paths: [...dangerousModules, ...lists.flat()] }],
});

export default tseslint.config(
  { ignores: ['**/node_modules/', 'dist/', '**/generated/', '.cache/', 'coverage/', '**/fixtures/'] },
  ...tseslint.configs.recommended,
  {
    // Budgets of the house. The first max-lines only advises; the second one fails.
    plugins: {
      advice: {
        rules: { 'max-lines': builtinRules.get('max-lines'), complexity: builtinRules.get('complexity') },
      },
    },
    rules: {
      'advice/max-lines': ['warn', { max: 200, ...skipNothing }],
      'max-lines': ['error', { max: 300, ...skipNothing }],
      'max-lines-per-function': ['error', { max: 50, ...skipNothing }],
      // Ten is the aim; `??` and `?.` count as branches, so only what is far beyond it fails.
      'advice/complexity': ['warn', 10],
      complexity: ['error', 15],
      'max-depth': ['error', 3],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...syntax.everywhere],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
    },
  },
  {
    // A promise nobody waits for is a failure nobody sees.
    files: ['server/**/*.ts', 'agent/**/*.ts', 'migrations/**/*.ts', 'tests/**/*.ts', 'bench/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    files: ['server/**/*.ts'],
    rules: {
      ...serverImports(rawDatabase, rawHttp),
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'The only way out is safeFetch in server/platform/http.' },
      ],
    },
  },
  {
    files: ['server/platform/http/**/*.ts'],
    rules: { ...serverImports(rawDatabase), 'no-restricted-globals': 'off' },
  },
  { files: ['server/platform/database/**/*.ts'], rules: serverImports(rawHttp) },
  {
    files: ['console/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...syntax.everywhere, ...syntax.console] },
  },
  {
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', ...syntax.everywhere, ...syntax.tests],
      'no-restricted-imports': 'off',
      'no-restricted-globals': 'off',
    },
  },
  // A migration is one piece of SQL, a fixture one piece of data: cutting them up helps nobody.
  { files: ['migrations/**/*.ts', '**/*.fixture.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
