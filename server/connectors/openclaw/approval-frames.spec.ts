import { approvalOfEvent, readApproval, readSnapshot } from './approval-frames.js';
import { resolutionOfEvent, resolutionOfSnapshot } from './approval-resolutions.js';
import { readFixture } from './fixtures/read-fixture.js';
import type { GatewayEvent } from './frames.js';

const event = (name: string) => readFixture(name) as unknown as GatewayEvent;

describe('an approval', () => {
  it('of a 2026.9 exec event is read whole', () => {
    expect(approvalOfEvent(event('exec-requested-2026.9'))).toMatchObject({
      externalId: 'd554713c-bc61-41a5-b47c-ae6b6b863867',
      kind: 'exec',
      command: 'date -u +%Y',
      host: 'gateway',
      agentId: 'main',
      sessionKey: 'agent:main:main',
      runId: 'idem-1',
      toolCallId: 'call_1',
      toolName: 'exec',
      resolvedPath: '/usr/bin/date',
      commandAnalysis: { commandCount: 1, nestedCommandCount: 0, riskKinds: [], warningLines: [] },
      allowedDecisions: ['allow-once', 'deny'],
      unavailableDecisions: ['allow-always'],
      ask: 'on-miss',
      security: 'allowlist',
      createdAtMs: 1795333563149,
      expiresAtMs: 1795335363149,
    });
  });

  it('of a 2026.6 event has no run and no tool call', () => {
    expect(approvalOfEvent(event('exec-requested-2026.6'))).toMatchObject({
      command: 'uname -s',
      runId: null,
      toolCallId: null,
      allowedDecisions: ['allow-once', 'allow-always', 'deny'],
      unavailableDecisions: [],
    });
  });

  it('of a plugin names plugin, tool and severity', () => {
    expect(approvalOfEvent(event('plugin-requested'))).toMatchObject({
      externalId: 'plugin:3856822a-c751-4f19-b75d-078ac67d62f4',
      kind: 'plugin',
      command: null,
      pluginId: 'gov-gate',
      toolName: 'write',
      title: 'Allow write',
      severity: 'warning',
      allowedDecisions: ['allow-once', 'deny'],
    });
  });

  it('of a list without allowedDecisions offers all', () => {
    expect(readApproval(readFixture('plugin-list-row'), 'plugin')).toMatchObject({
      title: 'Spend 50 USD',
      allowedDecisions: ['allow-once', 'allow-always', 'deny'],
    });
  });

  it('of a history snapshot is named like the others', () => {
    const items = readFixture('approval-history').items as unknown[];
    expect(readSnapshot(items[1])).toMatchObject({ kind: 'exec', command: 'echo gov', agentId: 'main' });
    expect(readSnapshot(items[0])).toMatchObject({ kind: 'plugin', title: 'Spend 50 USD', toolName: 'pay' });
  });

  it('keeps unknown fields raw and survives wrong types', () => {
    const odd = {
      id: 'a',
      request: { command: 7, agentId: [], allowedDecisions: ['allow-once', 'shrug'] },
      new: 1,
    };
    expect(readApproval(odd, 'exec')).toMatchObject({
      command: null,
      agentId: null,
      allowedDecisions: ['allow-once'],
      raw: { new: 1 },
    });
  });

  it('keeps a 200 KB command with control and bidi characters to the last character', () => {
    const command = `echo ${'\u202e\u0000\u001b[31m'.repeat(40_000)}`;
    expect(readApproval({ id: 'a', request: { command } }, 'exec')?.command).toBe(command);
  });

  it('without a usable id is none', () => {
    for (const id of [undefined, '', 7, 'x'.repeat(257)])
      expect(readApproval({ id, request: {} }, 'exec')).toBeNull();
    expect(readApproval('nonsense', 'exec')).toBeNull();
  });
});

describe('a resolution', () => {
  it.each([
    [
      'exec-resolved-allowed',
      { status: 'allowed', decision: 'allow-once', reason: 'user', resolvedBy: 'gateway-client' },
    ],
    [
      'exec-resolved-denied',
      { status: 'denied', decision: 'deny', reason: 'user', resolvedBy: 'Second approver' },
    ],
    [
      'exec-resolved-aborted',
      { status: 'cancelled', decision: null, reason: 'run-aborted', resolvedBy: null },
    ],
    ['exec-resolved-expired', { status: 'expired', decision: null, reason: 'timeout', resolvedBy: null }],
  ])('of event %s tells how it ended', (name, told) => {
    expect(resolutionOfEvent(event(name))).toMatchObject(told);
  });

  it('of a snapshot carries the recorded reason', () => {
    const late = readFixture('approval-resolve-late').approval;
    expect(resolutionOfSnapshot(late)).toMatchObject({
      status: 'expired',
      reason: 'timeout',
      resolvedBy: null,
    });
    const { approval } = readFixture('approval-get-restart');
    expect(resolutionOfSnapshot(approval)).toMatchObject({ status: 'cancelled', reason: 'gateway-restart' });
    const applied = readFixture('approval-resolve-applied').approval;
    expect(resolutionOfSnapshot(applied)).toMatchObject({
      status: 'denied',
      decision: 'deny',
      reason: 'user',
      resolvedBy: 'gateway-client',
      resolvedAtMs: 1795336890338,
    });
  });

  it('of a pending snapshot or another event is none', () => {
    expect(resolutionOfSnapshot({ id: 'a', status: 'pending' })).toBeNull();
    expect(resolutionOfEvent(event('exec-requested-2026.9'))).toBeNull();
    expect(approvalOfEvent(event('exec-resolved-denied'))).toBeNull();
  });
});
