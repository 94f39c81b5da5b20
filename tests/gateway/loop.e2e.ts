import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { transformFileSync } from '@swc/core';
import { createTestApp } from '../../server/testing/test-app.js';
import { START_LIMIT_MS } from './harness/real-gateway.js';
import { GovernedGateway } from './governed-gateway.js';

const run = promisify(execFile);
let governed: GovernedGateway;

beforeAll(async () => {
  governed = await GovernedGateway.start();
}, START_LIMIT_MS * 2);

afterAll(async () => {
  await governed?.stop();
});

it('allow once: the real command runs; the log shows asked, decided, delivered, executed', async () => {
  await governed.gateway.runAgentCommand('touch allowed');
  const item = await governed.asked('touch allowed');
  expect(item).toMatchObject({
    tool: 'exec',
    risk: 'MEDIUM',
    viewerCanDecide: true,
    connector: { name: 'Lab' },
    agent: { name: 'main' },
  });
  expect(await governed.gateway.has('allowed')).toBe(false);
  expect(await governed.decide(item, 'ALLOW_ONCE')).toBe('Approval');
  const end = await governed.until(item.id, 'the outcome', (a) => a.outcome === 'RAN');
  expect(end).toMatchObject({
    state: 'APPROVED',
    delivery: 'DELIVERED',
    exitCode: 0,
    decidedBy: { name: 'Olga Owner' },
  });
  expect(await governed.gateway.has('allowed')).toBe(true);
  expect(await governed.history(item.id, 'approval.executed')).toEqual([
    'approval.asked',
    'approval.decided',
    'approval.delivered',
    'approval.executed',
  ]);
});

it('deny: the command does not run', async () => {
  const started = await governed.gateway.runAgentCommand('touch denied');
  const item = await governed.asked('touch denied');
  await governed.decide(item, 'DENY', 'not today');
  expect(await governed.until(item.id, 'the outcome', (a) => a.outcome === 'REFUSED')).toMatchObject({
    state: 'REJECTED',
    decisionReason: 'not today',
  });
  await started.ended;
  expect(await governed.gateway.has('denied')).toBe(false);
});

it('allow always: the gateway stores a rule and does not ask again', async () => {
  await governed.gateway.runAgentCommand('uname -s');
  const item = await governed.asked('uname -s');
  expect(item.allowedDecisions).toContain('ALLOW_ALWAYS');
  await governed.decide(item, 'ALLOW_ALWAYS');
  await governed.until(item.id, 'the outcome', (a) => a.outcome === 'RAN');
  const again = await governed.gateway.runAgentCommand('uname -s');
  expect(await again.ended).toMatchObject({ state: 'final' });
});

it('decided at the gateway: shown as decided elsewhere, by whom the gateway names', async () => {
  await governed.gateway.runAgentCommand('touch elsewhere');
  const item = await governed.asked('touch elsewhere');
  const person = await governed.gateway.person();
  const pending = (await person.connection.request('exec.approval.list')) as {
    id: string;
    request: { command: string };
  }[];
  const { id } = pending.find((row) => row.request.command === 'touch elsewhere')!;
  await person.connection.request('approval.resolve', { id, kind: 'exec', decision: 'deny' });
  expect(await governed.until(item.id, 'the decision', (a) => a.state !== 'PENDING')).toMatchObject({
    state: 'REJECTED',
    decisionSource: 'ELSEWHERE',
  });
  expect(await governed.decide(item, 'ALLOW_ONCE')).toBe('ApprovalAlreadyDecided');
  expect(await governed.gateway.has('elsewhere')).toBe(false);
});

it('a run aborted while waiting: cancelled, not run', async () => {
  const started = await governed.gateway.runAgentCommand('touch aborted');
  const item = await governed.asked('touch aborted');
  const person = await governed.gateway.person();
  await person.connection.request('chat.abort', { sessionKey: started.sessionKey });
  await governed.until(item.id, 'the cancellation', (a) => a.state === 'CANCELLED');
  expect(await governed.gateway.has('aborted')).toBe(false);
});

it('policies decide at once, deny wins, and silence is denied', async () => {
  const policy = (input: object) =>
    governed.world.owner.gql(
      'mutation ($input: ApprovalPolicyInput!) { createApprovalPolicy(input: $input) { id } }',
      { input },
    );
  await policy({ name: 'Stamps', effect: 'ALLOW', commands: ['touch stamp-*'] });
  await policy({ name: 'No secrets', effect: 'DENY', commands: ['*secret*'] });
  await policy({ name: 'Quick', effect: 'REQUIRE_APPROVAL', commands: ['touch slow'], timeoutSeconds: 10 });
  const stamped = await governed.gateway.runAgentCommand('touch stamp-1');
  await stamped.ended;
  expect(await governed.gateway.has('stamp-1')).toBe(true);
  const secret = await governed.gateway.runAgentCommand('touch stamp-secret');
  await secret.ended;
  expect(await governed.gateway.has('stamp-secret')).toBe(false);
  await governed.gateway.runAgentCommand('touch slow');
  const slow = await governed.asked('touch slow');
  expect(
    await governed.until(slow.id, 'the expiry', (a) => a.state === 'EXPIRED' && a.delivery === 'DELIVERED'),
  ).toMatchObject({
    decisionSource: 'TIMEOUT',
  });
  expect(await governed.gateway.has('slow')).toBe(false);
});

it('the examples list, follow and decide; a service token alone cannot', async () => {
  const { world, app } = governed;
  const token = await world.serviceToken(['approvals:read']);
  const { createAccessToken } = await world.owner.gql('mutation { createAccessToken { token } }');
  const env = {
    ...process.env,
    CLAWBUTLER_URL: app.url,
    CLAWBUTLER_TOKEN: token.secret,
    CLAWBUTLER_ACCESS_TOKEN: createAccessToken.token,
  };
  await governed.gateway.runAgentCommand('touch by-curl');
  const item = await governed.asked('touch by-curl');
  await expect(
    run('sh', ['examples/approvals.sh'], { env: { ...env, CLAWBUTLER_ACCESS_TOKEN: token.secret } }),
  ).resolves.toMatchObject({
    stdout: expect.stringContaining('FORBIDDEN'),
  });
  const curl = await run('sh', ['examples/approvals.sh'], { env });
  expect(curl.stdout).toContain('"state":"REJECTED"');
  await governed.until(item.id, 'the outcome', (a) => a.outcome === 'REFUSED');
  const program = compiledExample();
  const follower = run(process.execPath, [program], { env, timeout: 60_000 });
  // It follows from now on, so keep asking until it has seen one.
  const asking = governed.gateway.runAgentCommand('touch by-client');
  const { stdout } = await follower;
  await asking;
  expect(stdout).toMatch(/approval\.asked PENDING|waiting MEDIUM/);
});

it('our server is replaced while a request waits: the next one takes the gateway over and nothing is lost', async () => {
  await governed.gateway.runAgentCommand('touch survived');
  const item = await governed.asked('touch survived');
  const before = governed.app;
  const next = await createTestApp({ beside: before });
  expect(await governed.decide(item, 'ALLOW_ONCE')).toBe('Approval');
  await governed.until(item.id, 'the outcome', (a) => a.outcome === 'RAN');
  await next.stop();
  expect(await governed.gateway.has('survived')).toBe(true);
});

it('the gateway restarts while a request waits: cancelled, not run, and linked again', async () => {
  await governed.gateway.runAgentCommand('touch restarted');
  const item = await governed.asked('touch restarted');
  const since = new Date();
  await governed.gateway.restart();
  await governed.connected(since);
  expect(await governed.until(item.id, 'the cancellation', (a) => a.state !== 'PENDING')).toMatchObject({
    state: 'CANCELLED',
  });
  expect(await governed.gateway.has('restarted')).toBe(false);
}, 180_000);

/** The TypeScript example as Node runs it; inside the project, so that its packages are found. */
function compiledExample(): string {
  const folder = path.resolve('dist', 'examples');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'approvals.mjs');
  writeFileSync(file, transformFileSync('examples/approvals.ts', { configFile: '.swcrc' }).code);
  return file;
}
