import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstanceLock, runningDaemon } from './instance-lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clawbutler-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, 'daemon.lock');
const isLock = (taken: unknown) => taken instanceof InstanceLock;

describe('instance lock', () => {
  it('is one process only, until it is released', async () => {
    const first = await InstanceLock.take(folder);
    expect(isLock(first)).toBe(true);
    expect(await InstanceLock.take(folder)).toMatchObject({ pid: process.pid });
    expect(await runningDaemon(folder)).toMatchObject({ pid: process.pid });
    expect(statSync(lockFile()).mode & 0o777).toBe(0o600);
    (first as InstanceLock).release();
    expect(await runningDaemon(folder)).toBeNull();
    expect(isLock(await InstanceLock.take(folder))).toBe(true);
    expect(readdirSync(folder)).toEqual(['daemon.lock']);
  });

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, start: '1', domain: null })],
    ['another process with the same id', JSON.stringify({ pid: process.pid, start: '1', domain: null })],
    ['another boot', JSON.stringify({ pid: process.pid, start: null, domain: 'linux:other:pid:[1]' })],
    ['nobody', ''],
    ['hostile text', '{"pid":"1; rm","start":{}}'],
  ])('is taken over from %s', async (_whom, content) => {
    writeFileSync(lockFile(), content);
    expect(await runningDaemon(folder)).toBeNull();
    expect(isLock(await InstanceLock.take(folder))).toBe(true);
  });

  it('is taken over by one of many who try at once', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: 2 ** 22 + 1, start: '1', domain: null }));
    const taken = await Promise.all(Array.from({ length: 8 }, () => InstanceLock.take(folder)));
    expect(taken.filter(isLock)).toHaveLength(1);
  });

  it('is not held up by somebody who died while taking over', async () => {
    writeFileSync(lockFile(), '');
    writeFileSync(`${lockFile()}.takeover`, '');
    utimesSync(`${lockFile()}.takeover`, 0, 0);
    expect(isLock(await InstanceLock.take(folder))).toBe(true);
  });
});
