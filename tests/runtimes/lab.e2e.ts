import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Machine } from './harness/machine.js';
import { runtimeLab } from './harness/runtime-lab.js';
import { startStubAnthropic } from './harness/stub-anthropic.js';
import { startStubOpenai } from './harness/stub-openai.js';
import type { StubServer } from './harness/stub-server.js';

let machine: Machine;
let providers: StubServer[];

beforeAll(async () => {
  const lab = await runtimeLab();
  providers = await Promise.all([startStubAnthropic(), startStubOpenai()]);
  machine = await Machine.create(lab, { anthropic: providers[0]!.url, openai: providers[1]!.url });
}, 900_000);

afterAll(async () => {
  await machine.destroy();
  for (const provider of providers) await provider.close();
});

const marker = () => readFile(path.join(machine.project, 'ran.txt'), 'utf8');

describe('the runtimes on a machine of their own', () => {
  it('Claude Code holds a conversation and runs a command', async () => {
    const ran = await machine.claude('[[script:bash]] please');
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toContain('The command is done.');
    expect(await marker()).toBe('stub-ran\n');
  }, 120_000);

  it('Codex holds a conversation and runs a command', async () => {
    const ran = await machine.codex('[[script:bash]] please');
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toContain('The command is done.');
    expect(await marker()).toBe('stub-ran\n');
  }, 120_000);

  it('the oracle counts what they wrote', async () => {
    expect(JSON.stringify(await machine.ccusage('claude'))).toContain('totalTokens');
    expect(JSON.stringify(await machine.ccusage('codex'))).toContain('totalTokens');
  }, 60_000);
});
