import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface Ban {
  what: string;
  pattern: RegExp;
  folders: string[];
  /** Where it is at home. */
  except?: RegExp;
  /** A line that must be found: a pattern that finds nothing forbids nothing. */
  canary: string;
}

const programs = ['server', 'agent', 'migrations'];
const bans: Ban[] = [
  {
    what: 'programs started or code run by module',
    pattern: /['"](?:node:)?(?:child_process|vm|repl|inspector|cluster|worker_threads)['"]/,
    folders: programs,
    // Asks the runtimes of a machine for their version: by path, without a shell, and nothing but `--version`.
    except: /^agent\/discovery\/program-version\.ts$/,
    canary: `import { exec } from 'node:child_process';`,
  },
  {
    what: 'code made of text',
    pattern:
      /\beval\s*\(|\bnew Function\b|\bFunction\s*\(|set(?:Timeout|Interval)\s*\(\s*['"`]|\bimport\s*\(\s*[^'"\s]/,
    folders: [...programs, 'console'],
    canary: 'new Function(text)',
  },
  {
    what: 'template engines',
    pattern:
      /['"](?:ejs|pug|handlebars|mustache|nunjucks|eta|liquidjs|lodash[./]template|dot|squirrelly|hogan\.js)['"]/,
    folders: [...programs, 'console'],
    canary: `import ejs from 'ejs';`,
  },
  {
    what: 'a way out that is not safeFetch',
    pattern:
      /\bfetch\s*\(|\bnew XMLHttpRequest\b|from ['"](?:axios|got|node-fetch|undici)['"]|\bhttps?\.(?:get|request)\s*\(/,
    folders: programs,
    except: /^server\/platform\/http\//,
    canary: 'await fetch(url)',
  },
  {
    what: 'raw HTML',
    pattern:
      /\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdangerouslySetInnerHTML\b|\bdocument\.write|\bsrcdoc\b|createContextualFragment|\bDOMParser\b/i,
    folders: ['console'],
    canary: '<p dangerouslySetInnerHTML={{ __html }} />',
  },
];

/** The product's own files: no tests, nothing generated. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        /\.(?:tsx?|html|js)$/.test(file) &&
        !/\.(?:spec|fixture)\.ts$|(?:^|\/)(?:testing|generated|fixtures)\//.test(file),
    )
    .map((file) => join(root, folder, file));
}

/** Without comments, which may name what they warn of. */
const codeOf = (text: string) => text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

function findings({ pattern, folders, except }: Ban): string[] {
  return folders.flatMap(sources).flatMap((file) => {
    const name = relative(root, file);
    if (except?.test(name)) return [];
    return codeOf(readFileSync(file, 'utf8'))
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${name}: ${line.trim()}`);
  });
}

describe('I3: what the product does not do', () => {
  it.each(bans.map((ban) => [ban.what, ban] as const))('%s', (_what, ban) => {
    expect(ban.canary).toMatch(ban.pattern);
    expect(findings(ban)).toEqual([]);
  });

  it('was looked for in all of it', () => {
    const count = new Set(bans.flatMap(({ folders }) => folders.flatMap(sources))).size;
    expect(count).toBeGreaterThan(400);
    process.stderr.write(`I3: ${bans.length} kinds of dangerous code, 0 found in ${count} files\n`);
  });
});
