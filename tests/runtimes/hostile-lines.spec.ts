import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as claude from '../../agent/runtimes/claude/transcript.js';
import * as claudeState from '../../agent/runtimes/claude/transcript-state.js';
import * as codex from '../../agent/runtimes/codex/rollout.js';
import * as codexState from '../../agent/runtimes/codex/rollout-state.js';
import { Gathered } from '../../agent/runtimes/gathered.js';
import { fixturesOf } from './folded.js';
import { mutated, randomFrom } from './mutations.js';

const RUNS = Number(process.env.CLAWBUTLER_FUZZ_RUNS ?? 10_000);
const SEED = Number(process.env.CLAWBUTLER_FUZZ_SEED ?? 1);
const MAX_MS = 1_000;

/** Every line of a runtime's fixtures. */
function linesOf(runtime: string): readonly Buffer[] {
  const all = readdirSync(fixturesOf(runtime), { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => /rollout.*jsonl$|-.*\.jsonl$/.test(entry.name) && entry.isFile());
  const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  return texts.flatMap((text) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => Buffer.from(line)),
  );
}

/** Takes lines one by one; what is remembered goes through JSON each time. */
function claudeTaker(): (line: Buffer, gathered: Gathered) => void {
  let state = claudeState.freshState();
  return (line, gathered) => {
    claude.takeLine({ externalId: 'session', state, gathered }, line);
    state = claudeState.restoredState(JSON.parse(JSON.stringify(claudeState.savedState(state))));
  };
}

function codexTaker(): (line: Buffer, gathered: Gathered) => void {
  let state = codexState.freshState();
  return (line, gathered) => {
    codex.takeLine({ thread: 'thread', state, gathered }, line);
    state = codexState.restoredState(JSON.parse(JSON.stringify(codexState.savedState(state))));
  };
}

/** What is wrong with what was gathered, as the contract sees it; empty when nothing is. */
function flaws({ entries, usages }: Gathered): readonly string[] {
  const texts = [...entries, ...usages]
    .flatMap((one) => Object.values(one))
    .filter((text) => typeof text === 'string');
  const unsound = texts.filter((text) => text.includes('\0') || Buffer.from(text).toString() !== text);
  const numbers = usages.flatMap((one) => Object.values(one)).filter((value) => typeof value === 'number');
  const wild = numbers.filter((value) => !Number.isSafeInteger(value) || value < 0);
  const keys = entries.filter(({ key }) => key.length < 1 || key.length > 200);
  const longer = usages.filter(({ key }) => key.length < 1 || key.length > 400);
  const places = entries.filter(({ position }) => !Number.isSafeInteger(position) || position < 0);
  return [
    ...unsound,
    ...wild.map(String),
    ...keys.map(({ key }) => key),
    ...longer.map(({ key }) => key),
  ].concat(places.map(({ position }) => `position ${position}`));
}

describe.each([
  ['Claude Code', 'claude', claudeTaker],
  ['Codex', 'codex', codexTaker],
] as const)('distorted lines of %s', (_, runtime, taker) => {
  it(`are taken without a crash, each within a second (${RUNS} lines, seed ${SEED})`, () => {
    const lines = linesOf(runtime);
    const random = randomFrom(SEED);
    let take = taker();
    for (let run = 0; run < RUNS; run++) {
      if (run % 100 === 0) take = taker();
      const line = mutated(lines[random(lines.length)] ?? Buffer.from('{}'), random);
      const gathered = new Gathered();
      const started = performance.now();
      take(line, gathered);
      const tookMs = performance.now() - started;
      if (tookMs > MAX_MS || flaws(gathered).length > 0) {
        throw new Error(
          `run ${run}: ${tookMs} ms, ${flaws(gathered).join(' ')}\n${line.toString().slice(0, 2_000)}`,
        );
      }
    }
  }, 600_000);
});

describe('lines nested very deep', () => {
  const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

  it('are taken without a crash', () => {
    const gathered = new Gathered();
    const block = `{"type":"tool_use","id":"t","name":"Bash","input":${nested}}`;
    claudeTaker()(Buffer.from(`{"type":"assistant","uuid":"u","message":{"content":[${block}]}}`), gathered);
    const output = `{"type":"function_call_output","call_id":"c","output":{"a":${nested}}}`;
    codexTaker()(Buffer.from(`{"type":"response_item","payload":${output}}`), gathered);
    expect(gathered.entries).toHaveLength(2);
    expect(flaws(gathered)).toEqual([]);
  });
});
