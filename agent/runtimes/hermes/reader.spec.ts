import { appendFileSync, copyFileSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  emptyFolder,
  fixturesOf,
  Folded,
  homeFrom,
  placeOf,
  readAll,
} from '../../../tests/runtimes/folded.js';
import type { ReaderCursor } from '../reading.js';
import { hermesReader } from './reader.js';
import { sqliteOpener } from './sqlite.js';

const now = () => Date.parse('2026-11-22T07:00:00Z');
const reader = hermesReader(now);
const read = (home: string, cursor: ReaderCursor = {}, bytes = 1e9) =>
  reader.read(placeOf(reader, home), cursor, { bytes });

/** Changes a database as Hermes would. */
async function change(home: string, sql: string): Promise<void> {
  const database = (await sqliteOpener())(join(home, 'state.db'));
  database.all('PRAGMA query_only = OFF');
  database.all(sql);
  database.close();
}

const MESSAGE = `INSERT INTO messages (session_id, role, content, timestamp)
  VALUES ('20261122_070000_abc123', 'user', 'again', 1795330100)`;

describe('Hermes reader', () => {
  it('finds the home and its profiles', async () => {
    const home = homeFrom('hermes', 'home');
    const places = await reader.find({ home: '/nowhere', variables: { HERMES_HOME: home } });
    expect(places.map(({ label, root }) => [label, root])).toEqual([
      [`Hermes ${home}`, home],
      ['Hermes profile coder', join(home, 'profiles/coder')],
    ]);
  });

  it('counts tokens by session and model, also where only the session tells them', async () => {
    const { usages, problems } = await read(homeFrom('hermes', 'home'));
    expect(problems).toEqual([]);
    expect(usages.reduce((sum, usage) => sum + usage.input, 0)).toBe(94_600);
    expect(usages.reduce((sum, usage) => sum + usage.output, 0)).toBe(2_490);
    expect(usages[0]).toMatchObject({
      key: '20261122_070000_abc123|claude-sonnet-4-5|anthropic|',
      model: 'claude-sonnet-4-5',
      cacheRead: 8_000,
      cacheWrite: 500,
    });
  });

  it('tells sessions with what they are to one another, and messages with calls and results', async () => {
    const { sessions, entries } = await read(homeFrom('hermes', 'home'));
    const relations = sessions.map(({ externalId, relation, status }) => [
      externalId.slice(-6),
      relation,
      status,
    ]);
    expect(relations).toEqual([
      ['abc123', 'MAIN', 'UNKNOWN'],
      ['tele01', 'MAIN', 'ENDED'],
      ['tele02', 'CONTINUATION', 'UNKNOWN'],
      ['sub001', 'SUBAGENT', 'ENDED'],
    ]);
    expect(sessions[0]).toMatchObject({
      title: 'Clean the build folder',
      repository: '/home/dev/app',
      reportedCostUsdMicros: 12_975,
      basis: 'LIST_PRICE',
    });
    const own = entries.filter(({ sessionExternalId }) => sessionExternalId.endsWith('abc123'));
    expect(own.map(({ kind, role, toolName, isError }) => [kind, role, toolName, isError])).toEqual([
      ['MESSAGE', 'USER', null, false],
      ['TOOL_CALL', 'ASSISTANT', 'terminal', false],
      ['TOOL_RESULT', 'TOOL', 'terminal', false],
      ['MESSAGE', 'ASSISTANT', null, false],
    ]);
    expect(entries.filter(({ kind }) => kind === 'COMPACTION').map(({ text }) => text)).toEqual([
      '[CONTEXT SUMMARY] earlier talk',
    ]);
  });

  it('gives what is new, and nothing when nothing is', async () => {
    const home = homeFrom('hermes', 'home');
    const first = await read(home);
    expect(await read(home, first.cursor)).toMatchObject({
      sessions: [],
      entries: [],
      usages: [],
      problems: [],
    });
    await change(home, MESSAGE);
    const second = await read(home, first.cursor);
    expect(second.entries.map(({ text }) => text)).toEqual(['again']);
    expect(second).toMatchObject({ sessions: [], usages: [], backlogBytes: 0 });
  });

  it('gives the same in pieces and again from the start', async () => {
    const place = placeOf(reader, homeFrom('hermes', 'home'));
    const [whole, pieces] = [new Folded(), new Folded()];
    await readAll(reader, place, { folded: whole });
    await readAll(reader, place, { folded: pieces, bytes: 1 });
    expect(pieces.all).toEqual(whole.all);
    expect(whole.entries.size).toBe(7);
  });

  it('writes nothing into the home and leaves no copy', async () => {
    const home = homeFrom('hermes', 'home');
    const before = readFileSync(join(home, 'state.db'));
    await read(home);
    expect(readdirSync(home).sort()).toEqual(['profiles', 'state.db']);
    expect(readFileSync(join(home, 'state.db')).equals(before)).toBe(true);
  });

  it('tells of a database that is damaged, a link, or none of its own, and of nothing when there is none', async () => {
    const home = homeFrom('hermes', 'home');
    const damaged = readFileSync(join(home, 'state.db')).fill(0xaa, 0, 4_096);
    writeFileSync(join(home, 'state.db'), damaged);
    expect((await read(home)).problems).toEqual(['state.db cannot be read: file is not a database.']);
    const linked = emptyFolder();
    symlinkSync(join(fixturesOf('hermes'), 'home/state.db'), join(linked, 'state.db'));
    expect((await read(linked)).problems).toEqual([
      'state.db cannot be read: it lies outside of the folder.',
    ]);
    expect(await read(emptyFolder())).toMatchObject({ problems: [], entries: [], backlogBytes: 0 });
  });

  it('asks nothing of a view in the place of a table, which could run for ever', async () => {
    const home = emptyFolder();
    writeFileSync(join(home, 'state.db'), '');
    await change(home, 'CREATE TABLE sessions (id TEXT)');
    await change(
      home,
      `CREATE VIEW messages AS WITH RECURSIVE forever(id, session_id, role) AS
        (SELECT 1, 'x', 'user' UNION ALL SELECT id + 1, session_id, role FROM forever) SELECT * FROM forever`,
    );
    expect((await read(home)).entries).toEqual([]);
  });
});

describe('Hermes reader, of a database that is open elsewhere', () => {
  it('reads what is in the write-ahead log only', async () => {
    const home = homeFrom('hermes', 'home');
    const log = join(fixturesOf('hermes'), 'live');
    for (const name of ['state.db', 'state.db-wal']) copyFileSync(join(log, name), join(home, name));
    const { entries } = await read(home);
    expect(entries.at(-1)?.text).toBe('only in the log');
    appendFileSync(join(home, 'state.db-wal'), Buffer.alloc(100));
    expect((await read(home)).entries.at(-1)?.text).toBe('only in the log');
    expect(readdirSync(home).sort()).toEqual(['profiles', 'state.db', 'state.db-wal']);
  });
});
