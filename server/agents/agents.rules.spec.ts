import type { AgentRow } from './agent-row.js';
import { workByAgent } from './agent-work.rules.js';
import { healthOf, newsOf, type AgentSighting, type LinkFacts } from './agents.rules.js';

const linked: LinkFacts = {
  name: 'Home',
  state: 'CONNECTED',
  state_reason: null,
  healthy: true,
  removed_at: null,
};
const fine = { removed_at: null, last_run_error: null, power_note: null };

describe('the health of an agent', () => {
  it.each([
    ['all is well', fine, linked, 'HEALTHY', null],
    ['a gateway that does not tell is not called ill', fine, { ...linked, healthy: null }, 'HEALTHY', null],
    ['an ill gateway', fine, { ...linked, healthy: false }, 'ERROR', 'The gateway Home says it is not well.'],
    ['a failed run', { ...fine, last_run_error: 'no' }, linked, 'ATTENTION', 'The last run failed: no'],
    ['an order not done', { ...fine, power_note: 'Not told yet.' }, linked, 'ATTENTION', 'Not told yet.'],
    [
      'no link, whatever was seen before',
      { ...fine, last_run_error: 'no' },
      { ...linked, state: 'UNREACHABLE', state_reason: 'Nothing answers.', healthy: false },
      'ATTENTION',
      'There is no link to Home. Nothing answers.',
    ],
    [
      'a connector switched off',
      fine,
      { ...linked, state: 'DISABLED' },
      'UNKNOWN',
      'The connector Home is switched off.',
    ],
    [
      'a link being made',
      fine,
      { ...linked, state: 'CONNECTING' },
      'UNKNOWN',
      'The link to Home is being made.',
    ],
    ['gone', { ...fine, removed_at: new Date() }, linked, 'UNKNOWN', 'The gateway no longer has this agent.'],
    ['no connector', fine, null, 'UNKNOWN', 'Its gateway is no longer connected here.'],
  ])('%s', (_name, agent, connector, health, reason) => {
    expect(healthOf(agent, connector)).toEqual({ health, reason });
  });
});

const seen: AgentSighting = {
  externalId: 'main',
  name: 'Main',
  emoji: null,
  model: 'stub/stub-1',
  isDefault: true,
  tools: [{ name: 'exec', group: null, description: null }],
  workspace: '/w',
  execMode: 'ask',
};
const known = {
  name: 'Main',
  emoji: null,
  model: 'stub/stub-1',
  is_default: true,
  tools: [{ name: 'exec', group: 'Runtime', description: null }],
  workspace: '/w',
  exec_mode: 'ask',
} as AgentRow;

describe('news about an agent', () => {
  it('is none when nothing changed that a person cares about', () => {
    expect(newsOf(known, { ...seen, emoji: '🦞' }, false)).toBeNull();
  });

  it('holds what changed, and only that', () => {
    expect(newsOf(known, { ...seen, model: 'other/model', execMode: 'full' }, false)).toEqual({
      before: { model: 'stub/stub-1', execMode: 'ask' },
      after: { model: 'other/model', execMode: 'full' },
    });
  });

  it('does not tell our own doing as the gateway’s', () => {
    const stopped = { ...seen, model: 'clawbutler/stopped', execMode: 'deny', tools: [] };
    expect(newsOf(known, stopped, true)).toBeNull();
  });
});

describe('the work of agents', () => {
  const row = (change: object) => ({
    ...{ key: 'k', sessionId: null, label: null, status: 'done', hasActiveRun: false, activeRunIds: [] },
    ...{
      lastRunId: null,
      lastRunError: null,
      provider: null,
      model: null,
      inputTokens: null,
      outputTokens: null,
    },
    ...{ totalTokens: null, costUsdMicros: null, createdAtMs: null, startedAtMs: null, raw: {} },
    ...{ parentKey: null, isFork: false, isArchived: false },
    ...{ agentId: 'main', endedAtMs: 1, updatedAtMs: 1, ...change },
  });

  it('counts sessions and those with a run', () => {
    const work = workByAgent([
      row({}),
      row({ hasActiveRun: true, updatedAtMs: 9 }),
      row({ agentId: 'other' }),
    ]);
    expect(work.get('main')).toEqual({ running: 1, total: 2, lastActivityAtMs: 9, lastRunError: null });
    expect(work.get('other')?.total).toBe(1);
  });

  it('tells a failure only while no later run ended well', () => {
    const failed = row({ status: 'failed', lastRunError: 'boom', endedAtMs: 5 });
    expect(workByAgent([row({}), failed]).get('main')?.lastRunError).toBe('boom');
    expect(workByAgent([failed, row({ endedAtMs: 6 })]).get('main')?.lastRunError).toBeNull();
    expect(workByAgent([row({ agentId: null })]).size).toBe(0);
  });
});
