import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import { actionHash, bindAction, showableBytes } from './action.rules.js';

const place = { organizationId: 'o1', connectorId: 'c1' };

const asked = (over: Partial<GatewayApproval> = {}): GatewayApproval => ({
  externalId: 'e1',
  kind: 'exec',
  command: 'date -u',
  argv: null,
  cwd: '/w',
  host: 'gateway',
  nodeId: null,
  agentId: 'main',
  sessionKey: 'agent:main:main',
  sessionId: null,
  runId: 'r1',
  toolCallId: 't1',
  toolName: null,
  pluginId: null,
  title: null,
  description: null,
  severity: null,
  resolvedPath: '/usr/bin/date',
  warningText: null,
  commandAnalysis: null,
  allowedDecisions: ['allow-once', 'deny'],
  unavailableDecisions: [],
  ask: null,
  security: null,
  createdAtMs: 1,
  expiresAtMs: 2,
  raw: {},
  ...over,
});

describe('bindAction', () => {
  it('hashes exactly the canonical text it shows', () => {
    const bound = bindAction(place, asked());
    expect(bound.digest).toBe(createHash('sha256').update(bound.canonical).digest('hex'));
    expect(JSON.parse(bound.canonical)).toMatchObject({
      v: 1,
      ...place,
      action: 'date -u',
      tool: 'exec',
      cwd: '/w',
    });
  });

  it('gives another digest for any other organisation, gateway, id, place, session, call or byte of the command', () => {
    const base = bindAction(place, asked()).digest;
    const others = [
      bindAction({ ...place, organizationId: 'o2' }, asked()),
      bindAction({ ...place, connectorId: 'c2' }, asked()),
      ...[
        { externalId: 'e2' },
        { command: 'date -u ' },
        { command: ' date -u' },
        { command: 'date\u00a0-u' },
        { cwd: '/w/' },
        { cwd: null },
        { host: 'node' },
        { nodeId: 'n' },
        { agentId: 'b' },
        { sessionKey: 's' },
        { runId: 'r2' },
        { toolCallId: 't2' },
        { resolvedPath: '/tmp/date' },
        { argv: ['date', '-u'] },
        { argv: ['date -u'] },
        { expiresAtMs: 3 },
      ].map((over) => bindAction(place, asked(over))),
    ].map((bound) => bound.digest);
    expect(new Set([base, ...others]).size).toBe(others.length + 1);
  });

  it('keeps every character, NUL and NFD forms included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (command) => {
        const { canonical, action } = bindAction(place, asked({ command }));
        expect(action).toBe(command);
        expect((JSON.parse(canonical) as { action: string }).action).toBe(command);
      }),
      { numRuns: 2000 },
    );
    expect(bindAction(place, asked({ command: 'é' })).digest).not.toBe(
      bindAction(place, asked({ command: 'e\u0301' })).digest,
    );
  });

  it('does not call showable what is over 256 KiB', () => {
    expect(bindAction(place, asked({ command: 'x'.repeat(showableBytes) })).showable).toBe(true);
    expect(bindAction(place, asked({ command: 'x'.repeat(showableBytes + 1) })).showable).toBe(false);
  });

  it('takes a plugin’s title and description for the action', () => {
    const bound = bindAction(
      place,
      asked({
        kind: 'plugin',
        command: null,
        toolName: 'write',
        title: 'Allow write',
        description: '{"path":"a"}',
      }),
    );
    expect([bound.action, bound.tool]).toEqual(['Allow write\n\n{"path":"a"}', 'write']);
  });

  it('finds the same action again whatever its id', () => {
    const hash = (over: Partial<GatewayApproval>) =>
      actionHash(bindAction(place, asked(over)), asked(over).cwd);
    expect(hash({ externalId: 'e9', runId: 'r9' })).toBe(hash({}));
    expect(hash({ cwd: '/x' })).not.toBe(hash({}));
  });
});
