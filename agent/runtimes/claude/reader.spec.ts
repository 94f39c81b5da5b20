import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SessionUsageInput } from '../../../schema/generated/types.js';
import { fixturesOf, homeFrom, placeOf } from '../../../tests/runtimes/folded.js';
import { processDomain, processStart } from '../process-identity.js';
import type { ReaderCursor, Reading } from '../reading.js';
import { claudeReader } from './reader.js';

/** Long after the files were copied: nothing happened lately. */
const now = () => Date.now() + 3_600_000;
const reader = claudeReader(now);
const read = (home: string, cursor: ReaderCursor = {}) =>
  reader.read(placeOf(reader, home), cursor, { bytes: 1e9 });
const SLUG = 'projects/-home-dev-sandbox-work-proj';

const totals = (usages: readonly SessionUsageInput[]) => ({
  inputTokens: usages.reduce((sum, usage) => sum + usage.input, 0),
  outputTokens: usages.reduce((sum, usage) => sum + usage.output, 0),
  cacheCreationTokens: usages.reduce((sum, usage) => sum + usage.cacheWrite + usage.cacheWriteLong, 0),
  cacheReadTokens: usages.reduce((sum, usage) => sum + usage.cacheRead, 0),
});

const sessionOf = (reading: Reading, externalId: string) =>
  reading.sessions.find(
    (session) => session.externalId.startsWith(externalId) && !session.externalId.includes('/'),
  );
const entriesOf = (reading: Reading, externalId: string) =>
  reading.entries.filter((entry) => entry.sessionExternalId.startsWith(externalId));
const idOf = (home: string, prefix: string) =>
  readdirSync(join(home, SLUG))
    .find((name) => name.startsWith(prefix) && name.endsWith('.jsonl'))!
    .slice(0, -6);

describe('Claude Code reader', () => {
  it('counts tokens as ccusage does, each model call once', async () => {
    const expected = JSON.parse(
      readFileSync(join(fixturesOf('claude'), 'ccusage-20.0.24-totals.json'), 'utf8'),
    );
    const reading = await read(homeFrom('claude', 'home'));
    expect(expected).toMatchObject(totals(reading.usages));
    expect(reading).toMatchObject({ problems: [], backlogBytes: 0 });
  });

  it('recognises a fork, whose copied rows and calls stay with the original', async () => {
    const reading = await read(homeFrom('claude', 'home'));
    const original = sessionOf(reading, 'f1ebc4e9');
    const fork = sessionOf(reading, '72361588');
    expect(original).toMatchObject({
      relation: 'MAIN',
      parentExternalId: null,
      reportedCostUsdMicros: 17_258,
    });
    expect(fork).toMatchObject({ relation: 'FORK', parentExternalId: original?.externalId });
    expect(fork?.reportedCostUsdMicros).toBe(20_213 - 13_736);
    expect(Date.parse(fork!.bornAt!)).toBeGreaterThan(Date.parse(original!.bornAt!));
    const [firstFork] = entriesOf(reading, '72361588');
    expect(entriesOf(reading, 'f1ebc4e9').map(({ key }) => key)).toContain(firstFork?.key);
    const own = reading.usages.filter((usage) => usage.sessionExternalId === fork?.externalId);
    expect(own).toHaveLength(2);
  });

  it('calls a copy a fork also when its original is gone, and does not state what it inherited', async () => {
    const home = homeFrom('claude', 'home');
    rmSync(join(home, SLUG, `${idOf(home, 'f1ebc4e9')}.jsonl`));
    const fork = sessionOf(await read(home), '72361588');
    expect(fork).toMatchObject({ relation: 'FORK', parentExternalId: null, reportedCostUsdMicros: null });
  });

  it('knows subagents of both layouts', async () => {
    const reading = await read(homeFrom('claude', 'home'));
    const parent = sessionOf(reading, '51f6da99')!.externalId;
    const externalId = `${parent}/agent-a1a21749750751fe9`;
    const subagent = reading.sessions.find((session) => session.externalId === externalId);
    expect(subagent).toMatchObject({ relation: 'SUBAGENT', parentExternalId: parent });
    const old = await read(homeFrom('claude', 'home-2.0.76'));
    expect(old.sessions.map(({ relation }) => relation).sort()).toEqual(['MAIN', 'SUBAGENT', 'SUBAGENT']);
    const main = sessionOf(old, 'af162889-19a7-4ef1-acdf-10e3435b79c0');
    const parents = old.sessions.map(({ externalId, parentExternalId }) => [
      externalId.slice(37),
      parentExternalId,
    ]);
    expect(parents).toContainEqual(['agent-a844c5e', main?.externalId]);
  });

  it('tells calls, results, decisions, compaction and titles', async () => {
    const reading = await read(homeFrom('claude', 'home'));
    const session = entriesOf(reading, '282afaa3');
    const kinds = new Set(reading.entries.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'COMPACTION',
      'DECISION',
      'MESSAGE',
      'NOTICE',
      'REASONING',
      'TOOL_CALL',
      'TOOL_RESULT',
    ]);
    expect(session).toContainEqual(
      expect.objectContaining({
        kind: 'DECISION',
        text: 'allow by hook (PermissionRequest)',
        toolName: 'Bash',
      }),
    );
    const refused = reading.entries.filter(({ kind, isError }) => kind === 'DECISION' && isError);
    expect(refused.map(({ text }) => text)).toContain(
      'reject by hook (hook, hook:PreToolUse, permission-rule)',
    );
    const call = session.find(({ kind }) => kind === 'TOOL_CALL');
    const result = session.find(
      ({ kind, toolCallId }) => kind === 'TOOL_RESULT' && toolCallId === call?.toolCallId,
    );
    expect([call?.role, result?.role, result?.toolName]).toEqual(['ASSISTANT', 'TOOL', call?.toolName]);
    const compaction = reading.entries.find(({ kind }) => kind === 'COMPACTION');
    expect(compaction?.text).toMatch(/^compacted \(manual, \d+ tokens before\)$/);
    expect(sessionOf(reading, 'f1ebc4e9')?.title).toBe('[[script:bash2]] go');
    const prompts = reading.entries.filter(({ text }) =>
      text?.includes('You are an agent working with the user'),
    );
    expect(prompts).toEqual([]);
  });

  it('tells reasoning, switches of the model, given titles, and the fullest count of a streamed call', async () => {
    const home = homeFrom('claude', 'home-2.0.76');
    const id = idOf(home, 'af162889');
    const row = (uuid: string, model: string, output: number) => ({
      type: 'assistant',
      uuid,
      requestId: 'r',
      timestamp: '2026-11-22T08:30:00Z',
      message: {
        id: 'm',
        model,
        content: [{ type: 'thinking', thinking: uuid }],
        usage: { output_tokens: output },
      },
    });
    const rows = [
      row('one', 'claude-opus-5-5', 3),
      row('two', 'claude-opus-5-5', 40),
      row('three', '<synthetic>', 99),
      { type: 'custom-title', customTitle: 'Mine' },
      { type: 'ai-title', aiTitle: 'Its' },
      { type: 'never-heard-of', secret: 'hush' },
    ];
    appendFileSync(join(home, SLUG, `${id}.jsonl`), rows.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const reading = await read(home);
    const added = entriesOf(reading, id).filter(
      ({ model, text }) => model?.includes('opus') || text === 'never-heard-of',
    );
    expect(added.map(({ kind, text }) => [kind, text])).toEqual([
      ['MODEL_SWITCH', 'claude-sonnet-4-5-20250929 → claude-opus-5-5'],
      ['REASONING', 'one'],
      ['REASONING', 'two'],
      ['NOTICE', 'never-heard-of'],
    ]);
    expect(reading.usages.find(({ key }) => key === 'm:r')).toMatchObject({ output: 40, entryKey: 'two' });
    expect(sessionOf(reading, id)?.title).toBe('Mine');
  });
});

describe('Claude Code reader, of what changes', () => {
  const registered = async (home: string, told: object) => {
    mkdirSync(join(home, 'sessions'), { recursive: true });
    const [pidDomain, procStart] = [await processDomain(), await processStart(process.pid)];
    const sessionId = idOf(home, '282afaa3');
    const entry = { pid: process.pid, procStart, pidDomain, sessionId, ...told };
    writeFileSync(join(home, 'sessions', '1.json'), JSON.stringify(entry));
    writeFileSync(join(home, 'sessions', '1.0f.key'), 'secret');
  };
  const statusIn = async (home: string, cursor: ReaderCursor = {}) =>
    sessionOf(await read(home, cursor), '282afaa3')?.status;

  it('says what runs, as its registry tells and its process proves', async () => {
    const home = homeFrom('claude', 'home');
    await registered(home, { status: 'waiting' });
    const { cursor } = await read(home);
    expect(await statusIn(home)).toBe('WAITING');
    await registered(home, { status: 'busy' });
    expect(await statusIn(home, cursor)).toBe('RUNNING');
    await registered(home, { status: 'busy', procStart: '1' });
    expect(await statusIn(home, cursor)).toBe('ENDED');
    await registered(home, { status: 'busy', pid: 2 ** 30 });
    expect(await statusIn(home)).toBe('ENDED');
    await registered(home, { status: 'busy', pidDomain: 'linux:elsewhere', updatedAt: now() - 1_000 });
    expect(await statusIn(home)).toBe('UNKNOWN');
    expect((await reader.survey(placeOf(reader, home), {})).runningCount).toBe(0);
  });

  it('tells once when a transcript is gone, and not at all when it moved', async () => {
    const home = homeFrom('claude', 'home');
    const { cursor } = await read(home);
    const [gone, moved] = [idOf(home, '0236fd61'), idOf(home, '1cc40169')];
    rmSync(join(home, SLUG, `${gone}.jsonl`));
    mkdirSync(join(home, 'projects/elsewhere'));
    renameSync(join(home, SLUG, `${moved}.jsonl`), join(home, 'projects/elsewhere', `${moved}.jsonl`));
    const reading = await read(home, cursor);
    expect(sessionOf(reading, gone)).toMatchObject({ sourceGone: true, status: 'ENDED', relation: 'MAIN' });
    expect(reading.sessions.filter(({ sourceGone }) => sourceGone)).toHaveLength(1);
    expect((await read(home, reading.cursor)).sessions).toEqual([]);
  });
});
