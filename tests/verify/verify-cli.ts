import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyCommand } from '../../agent/cli/verify-command.js';

/** The CLI entry, in process, on files in a folder of its own. Every output is held to printable ASCII and LF. */
export class VerifyCli {
  readonly folder = mkdtempSync(join(tmpdir(), 'clawbutler-verify-'));

  /** Writes an export (or anything else) and returns its path. */
  write(content: readonly string[] | string | Uint8Array, name = 'audit.jsonl'): string {
    const path = join(this.folder, name);
    writeFileSync(
      path,
      typeof content === 'string' || content instanceof Uint8Array ? content : content.join(''),
    );
    return path;
  }

  /** Runs `clawbutler verify` with these words. */
  verify(...words: string[]): { code: number; out: string; err: string } {
    let [out, err] = ['', ''];
    const code = verifyCommand(words, { out: (text) => (out += text), err: (text) => (err += text) });
    if (!/^[\n -~]*$/.test(out + err)) throw new Error(`unprintable output: ${JSON.stringify(out + err)}`);
    return { code, out, err };
  }

  /** Verifies this content; the sentence about what is wrong, or null when nothing is. */
  problemOf(content: readonly string[] | string | Uint8Array, ...words: string[]): string | null {
    const { code, out, err } = this.verify(this.write(content), ...words);
    if (code === 0) return null;
    return code === 1 ? (out.split('\n')[1] ?? '') : err.trimEnd();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
