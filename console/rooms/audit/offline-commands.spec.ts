import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadCommand, keepCommand, shellWord, verifyCommand } from './offline-commands.js';

const shell = (command: string, cwd?: string) =>
  execFileSync('sh', ['-c', command], { cwd, encoding: 'utf8' });

describe('commands to verify elsewhere', () => {
  it.each(["a b'c", '$HOME `id` "x"', 'name+1a2b+AbC/=', "''", '\\'])(
    'hand %s to the shell whole',
    (text) => {
      expect(shell(`printf %s ${shellWord(text)}`)).toBe(text);
    },
  );

  it('keep a note byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keep-'));
    const note = "host/org\n12\nAbC+/=\n\n— host $HOME `id` 'x'\\\n";
    shell(keepCommand(note), folder);
    expect(readFileSync(join(folder, 'checkpoint.note'), 'utf8')).toBe(note);
    rmSync(folder, { recursive: true });
  });

  it('download the whole log, and verify it with what was kept', () => {
    expect(downloadCommand('https://host')).toBe(
      `curl --fail --output audit.jsonl --header "Authorization: Bearer $CLAWBUTLER_TOKEN" 'https://host/export/audit.jsonl'`,
    );
    expect(verifyCommand('k+1+2', true)).toBe(
      "clawbutler verify audit.jsonl --key 'k+1+2' --checkpoint checkpoint.note",
    );
    expect(verifyCommand('k+1+2', false)).toBe("clawbutler verify audit.jsonl --key 'k+1+2'");
  });
});
