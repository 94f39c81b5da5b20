import path from 'node:path';

export type ConfigTree = Record<string, unknown>;

export interface GatewayConfigOptions {
  dir: string;
  port: number;
  token: string;
  stubBaseUrl: string;
  /** tools.exec.mode: ask raises approvals. */
  execMode: string;
  /** Merged over everything else. */
  more: ConfigTree;
}

/** The openclaw.json of a hermetic gateway: loopback, token, stub model, no plugins, no timers of its own. */
export function gatewayConfig(options: GatewayConfigOptions): ConfigTree {
  const { dir, port, token, stubBaseUrl, execMode } = options;
  const base: ConfigTree = {
    gateway: { mode: 'local', port, bind: 'loopback', auth: { mode: 'token', token } },
    logging: { file: path.join(dir, 'gateway.log'), level: 'info' },
    plugins: { enabled: false },
    update: { checkOnStart: false },
    agents: {
      defaults: {
        workspace: path.join(dir, 'workspace'),
        skipBootstrap: true,
        model: { primary: 'stub/stub-1' },
        heartbeat: { every: '0m' },
      },
    },
    tools: { exec: { host: 'gateway', mode: execMode } },
    models: { mode: 'replace', providers: { stub: stubProvider(stubBaseUrl) } },
  };
  return mergeConfig(base, options.more);
}

function stubProvider(baseUrl: string): ConfigTree {
  const model = {
    id: 'stub-1',
    name: 'Stub 1',
    reasoning: false,
    input: ['text'],
    cost: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
    contextWindow: 128_000,
    maxTokens: 4096,
  };
  return { baseUrl, apiKey: 'stub-key', api: 'openai-completions', models: [model] };
}

/** One tree over another. */
export function mergeConfig(base: ConfigTree, over: ConfigTree): ConfigTree {
  const result: ConfigTree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isTree(value) && isTree(below) ? mergeConfig(below, value) : value;
  }
  return result;
}

const isTree = (value: unknown): value is ConfigTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
