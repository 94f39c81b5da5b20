import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RuntimeInspectionInput, RuntimeKind } from '../../schema/generated/types.js';
import { inspectRuntime } from './inspect.js';

/** A home folder with settings in it, beside a folder of the machine's administrator. */
export class SettingsHome {
  private readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'clawbutler-inspect-')));
  readonly home = join(this.root, 'home');
  readonly etc = join(this.root, 'etc');

  constructor() {
    for (const folder of [this.home, this.etc]) mkdirSync(folder);
  }

  /** Writes a text, or JSON. */
  write(path: string, content: unknown): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }

  atHome(name: string, content: unknown): void {
    this.write(join(this.home, name), content);
  }

  async inspected(
    kind: RuntimeKind,
    folder: string,
    workFolders: readonly string[] = [],
  ): Promise<RuntimeInspectionInput> {
    const root = join(this.home, folder);
    mkdirSync(root, { recursive: true });
    const place = { kind, key: `${kind}:${root}`, root, location: `~/${folder}`, label: folder };
    return (await inspectRuntime(place, { home: this.home, variables: {} }, workFolders, [this.etc]))!;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A hook that runs a command. */
export const command = (text: string) => ({ type: 'command', command: text });
