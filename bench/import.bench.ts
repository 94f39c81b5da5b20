// How fast the host agent reads transcripts of Claude Code, over ccusage (native, usage only) on the same files.
import { execFile } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { claudeReader } from '../agent/runtimes/claude/reader.js';
import type { ReaderCursor, RuntimePlace } from '../agent/runtimes/reading.js';
import { runtimeLab } from '../tests/runtimes/harness/runtime-lab.js';
import { median, ms, nowMs, tell } from './figures.js';

const short = process.argv.includes('--short');
const corpus = { files: short ? 50 : 400, turns: short ? 600 : 1_250 };
const unchangedFiles = short ? 2_000 : 10_000;
const rounds = 3;
const budget = { bytes: 8 * 1024 * 1024 };
const words = 'src/server/main.ts compiles again, and the quick brown fox looks at what it says about that. ';
const run = promisify(execFile);

const home = mkdtempSync(join(tmpdir(), 'clawbutler-bench-import-'));
try {
  const { ccusage } = await runtimeLab();
  const bytes = writeCorpus(join(home, '.claude/projects/-work-app'));
  const megabytes = bytes / 1e6;
  const rows = corpus.files * corpus.turns * 2;
  console.log(`${corpus.files} files, ${rows} rows, ${megabytes.toFixed(0)} MB`);
  const [ours, theirs] = [[] as number[], [] as number[]];
  for (let round = 0; round < rounds; round++) {
    theirs.push(await seconds(() => count(ccusage)));
    const { seconds: took, usages } = await readAll(await place(home));
    ours.push(took);
    if (usages !== corpus.files * corpus.turns) throw new Error(`Read ${usages} model calls.`);
  }
  const [parse, scan] = [median(ours), median(theirs)];
  tell('full parse', `${(megabytes / parse).toFixed(0)} MB/s, ${Math.round(rows / parse)} rows/s`);
  tell('ccusage', `${(megabytes / scan).toFixed(0)} MB/s, usage only`);
  const ratio = parse / scan;
  tell('wall time of the full parse over ccusage', ratio.toFixed(2), { says: '≤ 3', met: ratio <= 3 });
  tell('peak memory of this process', `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
await rescan();

async function count(ccusage: string): Promise<void> {
  const { stdout } = await run(ccusage, ['claude', 'session', '--offline', '--json'], {
    env: { ...process.env, HOME: home, CLAUDE_CONFIG_DIR: join(home, '.claude') },
    maxBuffer: 256 * 1024 * 1024,
  });
  const { totals } = JSON.parse(stdout) as { totals: { outputTokens: number } };
  const expected = corpus.files * corpus.turns * 7;
  if (totals.outputTokens !== expected) throw new Error(`ccusage counted ${totals.outputTokens} tokens.`);
}

async function place(folder: string): Promise<RuntimePlace> {
  const [found] = await claudeReader().find({ home: folder, variables: {} });
  if (!found) throw new Error('No Claude Code found.');
  return found;
}

async function readAll(
  from: RuntimePlace,
): Promise<{ seconds: number; usages: number; cursor: ReaderCursor }> {
  const reader = claudeReader();
  const started = nowMs();
  let [cursor, usages, backlog]: [ReaderCursor, number, number] = [{}, 0, 1];
  while (backlog > 0) {
    const reading = await reader.read(from, cursor, budget);
    cursor = reading.cursor;
    usages += reading.usages.length;
    backlog = reading.backlogBytes;
  }
  return { seconds: (nowMs() - started) / 1_000, usages, cursor };
}

/** A look at many files of which none changed. */
async function rescan(): Promise<void> {
  const many = mkdtempSync(join(tmpdir(), 'clawbutler-bench-rescan-'));
  try {
    const folder = join(many, '.claude/projects/-work-app');
    mkdirSync(folder, { recursive: true });
    for (let at = 0; at < unchangedFiles; at++) writeSession(folder, `small-${at}`, 1);
    const from = await place(many);
    const { cursor } = await readAll(from);
    const took: number[] = [];
    for (let round = 0; round < 5; round++)
      took.push(1_000 * (await seconds(() => claudeReader().read(from, cursor, budget))));
    const scaled = (median(took) * 10_000) / unchangedFiles;
    tell('10,000 unchanged files looked at again', ms(scaled), { says: '≤ 250 ms', met: scaled <= 250 });
  } finally {
    rmSync(many, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = nowMs();
  await work();
  return (nowMs() - started) / 1_000;
}

function writeCorpus(folder: string): number {
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (let at = 0; at < corpus.files; at++) bytes += writeSession(folder, `session-${at}`, corpus.turns);
  return bytes;
}

/** A session of prompts and answers; every third answer is a long one. */
function writeSession(folder: string, session: string, turns: number): number {
  const file = openSync(join(folder, `${session}.jsonl`), 'w');
  let bytes = 0;
  for (let turn = 0; turn < turns; turn++) bytes += writeSync(file, turnOf(session, turn));
  closeSync(file);
  return bytes;
}

function turnOf(session: string, turn: number): string {
  const common = {
    isSidechain: false,
    userType: 'external',
    cwd: '/work/app',
    sessionId: session,
    version: '2.1.330',
    gitBranch: 'main',
    timestamp: new Date(1_790_000_000_000 + turn * 60_000).toISOString(),
  };
  const prompt = { ...common, type: 'user', uuid: `${session}-u${turn}` };
  const answer = { ...common, parentUuid: prompt.uuid, type: 'assistant', uuid: `${session}-a${turn}` };
  const text = words.repeat(turn % 3 ? 4 : 40);
  const usage = {
    input_tokens: 11,
    cache_creation_input_tokens: 100,
    cache_read_input_tokens: 9_000,
    output_tokens: 7,
    cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 0 },
  };
  const message = {
    id: `msg_${session}_${turn}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-5-5',
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    usage,
  };
  return `${JSON.stringify({ ...prompt, message: { role: 'user', content: `Do step ${turn}` } })}\n${JSON.stringify(
    { ...answer, requestId: `req_${session}_${turn}`, message },
  )}\n`;
}
