import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fullExport, sampleLog } from './sample-export.js';
import { VerifyCli } from './verify-cli.js';

const cli = new VerifyCli();
afterAll(() => cli.remove());

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'agent/verify');

describe('the verifier as a program of its own', () => {
  it('imports nothing outside its folder but modules of Node', () => {
    const sources = readdirSync(folder).filter((name) => !name.endsWith('.spec.ts'));
    let imports = 0;
    for (const name of sources) {
      const text = readFileSync(join(folder, name), 'utf8');
      for (const [, named, dynamic = ''] of text.matchAll(
        /^(?:import|export|\}) .*from '([^']+)';$|import\('([^']+)'\)/gm,
      )) {
        const specifier = named ?? dynamic;
        imports++;
        const isOwn = /^\.\/[a-z-]+\.js$/.test(specifier);
        const isNode = specifier.startsWith('node:') && builtinModules.includes(specifier.slice(5));
        if (!isOwn && !isNode) throw new Error(`${name} imports ${specifier}`);
      }
    }
    expect([sources.length > 10, imports > 30]).toEqual([true, true]);
  });

  it('is one file that runs anywhere and ends with the documented exit codes', () => {
    const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), 'agent'], {
      encoding: 'utf8',
    });
    expect([built.status, built.stderr]).toEqual([0, '']);
    const program = join(cli.folder, 'clawbutler.mjs');
    copyFileSync(join(root, 'dist/agent/clawbutler.js'), program);
    const run = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
        encoding: 'utf8',
        cwd: cli.folder,
        env: {},
      });
      return { status, stdout, stderr };
    };
    const log = sampleLog(2_500, { erased: [77] });
    const lines = fullExport(log, [1_000]);
    cli.write(lines, 'good.jsonl');
    const bad = lines.map((line, index) => (index === 2_000 ? line.replace('because', 'Because') : line));
    cli.write(bad, 'bad.jsonl');
    expect(run('verify', 'good.jsonl', '--key', log.verifierKey)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('OK: good.jsonl is intact.\n'),
      stderr: '',
    });
    expect(run('verify', 'bad.jsonl')).toEqual({
      status: 1,
      stdout:
        'FAILED: bad.jsonl does not verify.\n' +
        'Line 2001, event 1999: the payload or its salt is not the one that was recorded.\n',
      stderr: '',
    });
    expect(run('verify', 'missing.jsonl')).toMatchObject({ status: 2, stdout: '' });
    expect(run('version').stdout).toMatch(/^clawbutler \d+\.\d+\.\d+\n$/);
    expect(run('nonsense')).toMatchObject({ status: 2, stdout: '' });
  });
});
