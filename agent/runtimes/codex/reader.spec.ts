import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SessionUsageInput } from '../../../schema/generated/types.js';
import { emptyFolder, fixturesOf, homeFrom, placeOf } from '../../../tests/runtimes/folded.js';
import type { ReaderCursor, Reading } from '../reading.js';
import { loadedThreads } from './live.js';
import { codexReader } from './reader.js';

/** Long after the files were copied: nothing happened lately. */
const now = () => Date.now() + 3_600_000;
const reader = codexReader(now);
const read = (home: string, cursor: ReaderCursor = {}) =>
  reader.read(placeOf(reader, home), cursor, { bytes: 1e9 });
const DAY = 'sessions/2026/11/22';

const tokens = (usages: readonly SessionUsageInput[]) =>
  usages.reduce((sum, usage) => sum + usage.input + usage.cacheRead + usage.cacheWrite + usage.output, 0);
const sessionOf = (reading: Reading, end: string) =>
  reading.sessions.find((session) => session.externalId.endsWith(end));

describe('Codex reader', () => {
  it('counts tokens as ccusage does, thread by thread', async () => {
    const reading = await read(homeFrom('codex', 'home'));
    const { sessions } = JSON.parse(
      readFileSync(join(fixturesOf('codex'), 'ccusage-20.0.24-codex-session.json'), 'utf8'),
    ) as { sessions: { sessionFile: string; totalTokens: number }[] };
    expect(tokens(reading.usages)).toBe(81_697);
    for (const { sessionFile, totalTokens } of sessions) {
      const thread = sessionFile.slice(-36);
      const own = reading.usages.filter((usage) => usage.sessionExternalId === thread);
      expect([thread, tokens(own)]).toEqual([thread, totalTokens]);
    }
    expect(reading).toMatchObject({ problems: [], backlogBytes: 0 });
  });

  it('counts rollouts of 0.98 by the growth of their totals', async () => {
    const reading = await read(homeFrom('codex', 'home-0.98.0'));
    expect(tokens(reading.usages)).toBe(2_114);
    expect(reading.sessions).toMatchObject([
      { runtimeVersion: '0.98.0', title: '[[script:subshellc]] go', branch: 'main' },
    ]);
  });

  it('knows forks, subagents, compaction, and commands a person refused', async () => {
    const reading = await read(homeFrom('codex', 'home'));
    const parent = '01a20252-53bb-7e12-936c-d4dac64aed8f';
    expect(sessionOf(reading, '34b0ed5653aa')).toMatchObject({ relation: 'FORK', parentExternalId: parent });
    expect(sessionOf(reading, '378be94aa7ad')).toMatchObject({
      relation: 'SUBAGENT',
      parentExternalId: '01a20256-791a-7ef0-9f38-fb841e282bd3',
    });
    const entries = reading.entries.filter((entry) => entry.sessionExternalId === parent);
    expect(entries.filter(({ kind }) => kind === 'COMPACTION')).toHaveLength(1);
    expect(entries.filter(({ kind }) => kind === 'DECISION').map(({ text }) => text)).toEqual([
      'rejected by user',
    ]);
    expect(entries.filter(({ role }) => role === 'USER').map(({ text }) => text)).toEqual([
      '[[script:danger]] go',
      '[[script:danger]] go2',
      '[[script:hello]] after compact',
    ]);
    expect(sessionOf(reading, parent)).toMatchObject({
      relation: 'MAIN',
      title: '[[script:danger]] go',
      status: 'ENDED',
    });
  });

  it('reads a rollout that Codex packed as the one it was, and nothing of it twice', async () => {
    const home = homeFrom('codex', 'home');
    const name = 'rollout-2026-11-22T08-13-05-01a20250-e2e7-7972-b250-0e2b15f5052c.jsonl';
    const before = await read(home);
    rmSync(join(home, DAY, name));
    cpSync(join(fixturesOf('codex'), `${name}.zst`), join(home, DAY, `${name}.zst`));
    const after = await read(home, before.cursor);
    expect(after).toMatchObject({ entries: [], usages: [], problems: [], backlogBytes: 0 });
    expect(tokens((await read(home)).usages)).toBe(81_697);
    expect((await read(home, after.cursor)).cursor).toEqual(after.cursor);
  });

  it('says what is loaded, where the system tells who holds a lock', async () => {
    const home = homeFrom('codex', 'home');
    const [held, left] = ['01a20252-53bb-7e12-936c-d4dac64aed8f', '01a20254-bef4-79f2-9125-34b0ed5653aa'];
    mkdirSync(join(home, 'thread-writer-locks'));
    for (const thread of [held, left]) writeFileSync(join(home, 'thread-writer-locks', `${thread}.lock`), '');
    const { threads, verified } = await loadedThreads(home, join(home, 'no-such-file'));
    expect([[...threads].sort(), verified]).toEqual([[held, left], false]);
    const locks = join(home, 'locks');
    const inode = statSync(join(home, 'thread-writer-locks', `${held}.lock`)).ino;
    writeFileSync(
      locks,
      `1: FLOCK  ADVISORY  WRITE 708 08:01:${inode} 0 EOF\n2: POSIX  ADVISORY  READ 9 00:1:7 0 EOF\n`,
    );
    expect([...(await loadedThreads(home, locks)).threads]).toEqual([held]);
    expect(sessionOf(await read(home), left)?.status).toBe('ENDED');
  });
});

describe('Codex reader, of histories that old versions copied', () => {
  const at = (second: number) => new Date(Date.parse('2026-06-25T10:00:00Z') + second * 1_000).toISOString();
  const thread = (digit: number) => `0000000${digit}-0000-7000-8000-000000000000`;
  const meta = (id: number, second: number, more: object = {}) => ({
    timestamp: at(second),
    type: 'session_meta',
    payload: { id: thread(id), timestamp: at(second), cli_version: '0.98.0', ...more },
  });
  const message = (second: number, text: string) => ({
    timestamp: at(second),
    type: 'response_item',
    payload: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
  });
  const total = (second: number, tokensSoFar: number) => ({
    timestamp: at(second),
    type: 'event_msg',
    payload: {
      type: 'token_count',
      info: {
        total_token_usage: { input_tokens: tokensSoFar - 10, output_tokens: 10, total_tokens: tokensSoFar },
      },
    },
  });
  const homeOf = (rollouts: readonly (readonly object[])[]) => {
    const home = emptyFolder();
    rollouts.forEach((records, index) => {
      const file = join(home, DAY, `rollout-2026-06-25T10-00-00-${thread(index + 1)}.jsonl`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    });
    return home;
  };
  const parent = [meta(1, 0), message(1, 'first'), total(2, 100), message(3, 'second'), total(4, 300)];

  it.each([
    [
      'with new times, by a fork',
      [
        meta(2, 60, { forked_from_id: thread(1) }),
        meta(1, 60),
        message(60, 'first'),
        total(60, 100),
        message(60, 'second'),
        total(60, 300),
      ],
    ],
    [
      'with new times and no record of the parent',
      [meta(2, 60, { forked_from_id: thread(1) }), message(60, 'first'), total(60, 100), total(60, 300)],
    ],
    [
      'with the old times, by a subagent',
      [
        meta(2, 60, { source: { subagent: { thread_spawn: { parent_thread_id: thread(1) } } } }),
        message(1, 'first'),
        total(2, 100),
        total(4, 300),
      ],
    ],
  ])('counts and tells %s only what is its own', async (_, copied) => {
    const reading = await read(homeOf([parent, [...copied, message(70, 'own'), total(75, 350)]]));
    const own = reading.usages.filter((usage) => usage.sessionExternalId === thread(2));
    expect([tokens(reading.usages), tokens(own)]).toEqual([350, 50]);
    const entries = reading.entries.filter((entry) => entry.sessionExternalId === thread(2));
    expect(entries.map(({ text }) => text)).toEqual(['own']);
    expect(sessionOf(reading, thread(2))?.parentExternalId).toBe(thread(1));
  });
});
