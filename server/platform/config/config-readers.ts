import type { ConfigProblem } from './config-error.js';

/** Typed readers over the environment; each notes a problem instead of throwing, so that all are reported together. */
// eslint-disable-next-line max-lines-per-function -- a table of small readers that share their environment
export function readers(env: NodeJS.ProcessEnv, problems: ConfigProblem[]) {
  const raw = (key: string): string | null => {
    const value = env[key]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const wrong = (key: string, expects: string, got: string) => problems.push({ key, expects, got });

  return {
    text: (key: string, fallback: string): string => raw(key) ?? fallback,
    optionalText: (key: string): string | null => raw(key),
    /** A secret of a given form. Never echoed, whatever it is. */
    secret: (key: string, expects: string, isSound: (value: string) => boolean): string | null => {
      const value = raw(key);
      if (value === null || isSound(value)) return value;
      wrong(key, expects, 'something else (not shown: it is a secret)');
      return null;
    },
    /** Browser origins, separated by commas. */
    origins: (key: string): string[] => {
      const parts = (raw(key) ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean);
      const bad = parts.find((part) => !isOrigin(part));
      if (bad === undefined) return parts;
      wrong(key, 'origins like https://console.example.com, separated by commas', JSON.stringify(bad));
      return [];
    },
    matching: (key: string, fallback: string, [form, expects]: readonly [RegExp, string]): string => {
      const value = raw(key);
      if (value === null || form.test(value)) return value ?? fallback;
      wrong(key, expects, JSON.stringify(value));
      return fallback;
    },
    missing: (key: string, expects: string): string => {
      if (!problems.some((p) => p.key === key)) wrong(key, expects, 'missing');
      return '';
    },
    integer: (key: string, fallback: number, [min, max]: [number, number]): number => {
      const value = raw(key);
      if (value === null) return fallback;
      const number = Number(value);
      if (Number.isInteger(number) && number >= min && number <= max) return number;
      wrong(key, `a whole number from ${min} to ${max}`, JSON.stringify(value));
      return fallback;
    },
    choice: <T extends string>(key: string, choices: readonly T[], fallback: T): T => {
      const value = raw(key);
      if (value === null) return fallback;
      if ((choices as readonly string[]).includes(value)) return value as T;
      wrong(key, `one of ${choices.join(', ')}`, JSON.stringify(value));
      return fallback;
    },
    url: (key: string, schemes: readonly string[], fallback: string | null): string | null => {
      const value = raw(key);
      if (value === null) return fallback;
      // A PostgreSQL URL over a Unix socket has no host, which the URL class refuses: give it one to check the rest.
      const parsed = tryUrl(value.replace('@/', '@localhost/'));
      if (parsed && schemes.includes(parsed.protocol)) return value;
      // Never echo the value: it may hold a password.
      wrong(key, `a URL starting with ${schemes.map((s) => `${s}//`).join(' or ')}`, 'not such a URL');
      return fallback;
    },
  };
}

function isOrigin(text: string): boolean {
  const url = tryUrl(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '');
}

function tryUrl(value: string): URL | null {
  try {
    return new URL(value);
  } catch {
    return null;
  }
}
