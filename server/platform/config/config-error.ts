export interface ConfigProblem {
  key: string;
  expects: string;
  got: string;
}

/** The environment is wrong. The message lists every wrong key at once, so that one restart is enough. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(
      problems
        .map(
          (p) => `${p.key} is ${p.got}: it expects ${p.expects}. See docs/configuration.md#${anchor(p.key)}`,
        )
        .join('\n'),
    );
    this.name = 'ConfigError';
  }
}

function anchor(key: string): string {
  return key.toLowerCase();
}
