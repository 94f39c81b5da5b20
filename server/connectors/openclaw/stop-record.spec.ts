import { sameJson, valueAt, withValue } from './config-tree.js';
import type { JsonRecord } from './loose-json.js';
import { handOver, leversOf, planLift, planStop, STOPPED_MODEL, type StopScope } from './stop-record.js';

const WRITTEN: JsonRecord = {
  agents: {
    defaults: { model: { primary: 'stub/stub-1' }, utilityModel: 'stub/small' },
    entries: {
      main: { model: 'stub/own', tools: { deny: ['browser'] } },
      second: {},
    },
  },
  tools: { exec: { host: 'gateway', mode: 'ask' } },
  gateway: { auth: { token: '__OPENCLAW_REDACTED__' } },
};
const IDS = ['main', 'second', 'implicit'];
const SCOPES: StopScope[] = [
  { kind: 'agent', agentId: 'main' },
  { kind: 'agent', agentId: 'second' },
  { kind: 'agent', agentId: 'implicit' },
  { kind: 'connector' },
];

function stopped(scope: StopScope, written = WRITTEN) {
  return planStop(scope, leversOf(scope, IDS, written), written);
}

describe.each(SCOPES)('a stop of %j', (scope) => {
  it('closes model, overrides, tools and timers', () => {
    const { wanted } = stopped(scope);
    const id = scope.kind === 'agent' ? scope.agentId : 'main';
    expect(valueAt(wanted, ['agents', 'entries', id])).toMatchObject({
      model: { primary: STOPPED_MODEL, fallbacks: [] },
      modelPolicy: { allow: [STOPPED_MODEL] },
      tools: { deny: ['*'], exec: { mode: 'deny' } },
      heartbeat: { every: '0m' },
    });
  });

  it('lifted leaves the configuration exactly as it was, also after its record was stored', () => {
    const { wanted, restore } = stopped(scope);
    const lift = planLift(JSON.parse(JSON.stringify(restore)) as typeof restore, wanted);
    expect(lift).toEqual({ wanted: WRITTEN, foreign: [] });
  });

  it('applied twice remembers the same', () => {
    const first = stopped(scope);
    const again = planStop(scope, leversOf(scope, IDS, first.wanted), first.wanted, first.restore);
    expect(again).toEqual(first);
  });

  it('touches no secret', () => {
    expect(JSON.stringify(stopped(scope).restore)).not.toContain('REDACTED');
  });
});

it('a place changed on the gateway meanwhile is left alone', () => {
  const { wanted, restore } = stopped({ kind: 'agent', agentId: 'main' });
  const path = ['agents', 'entries', 'main', 'tools', 'deny'];
  const lift = planLift(restore, withValue(wanted, path, ['exec']));
  expect(lift.foreign).toEqual([path.join('.')]);
  expect(valueAt(lift.wanted, path)).toEqual(['exec']);
});

it('a place changed while stopped is closed again and that change comes back on lift', () => {
  const scope: StopScope = { kind: 'agent', agentId: 'main' };
  const first = stopped(scope);
  const path = ['agents', 'entries', 'main', 'model'];
  const drifted = withValue(first.wanted, path, 'stub/new');
  const again = planStop(scope, leversOf(scope, IDS, drifted), drifted, first.restore);
  expect(sameJson(again.wanted, first.wanted)).toBe(true);
  expect(valueAt(planLift(again.restore, again.wanted).wanted, path)).toBe('stub/new');
});

it('a lost record still lets the stop be lifted', () => {
  const scope: StopScope = { kind: 'agent', agentId: 'second' };
  const { wanted } = stopped(scope);
  const found = planStop(scope, leversOf(scope, IDS, wanted), wanted);
  const entry = valueAt(planLift(found.restore, wanted).wanted, ['agents', 'entries', 'second']);
  expect(entry).not.toHaveProperty('model');
  expect(entry).not.toHaveProperty('modelPolicy');
});

describe('an agent stop under a connector stop', () => {
  const agent: StopScope = { kind: 'agent', agentId: 'main' };
  const all: StopScope = { kind: 'connector' };

  it.each([
    ['agent first', agent, all],
    ['connector first', all, agent],
  ])('%s: lifting either keeps the other, lifting both restores all', (_order, earlier, later) => {
    const one = stopped(earlier);
    const two = stopped(later, one.wanted);
    const orders = [
      [one.restore, two.restore],
      [two.restore, one.restore],
    ] as const;
    for (const [lifted, other] of orders) {
      const { rest, staying } = handOver(lifted, [other]);
      const half = planLift(rest, two.wanted).wanted;
      expect(valueAt(half, ['agents', 'entries', 'main', 'model'])).toMatchObject({ primary: STOPPED_MODEL });
      const [stays = other] = staying;
      expect(planLift(handOver(stays, []).rest, half).wanted).toEqual(WRITTEN);
    }
  });
});

it.each(['__proto__', 'constructor', 'a/b', '', 'x'.repeat(200)])(
  'an agent named %j closes nothing',
  (agentId) => {
    expect(leversOf({ kind: 'agent', agentId }, [agentId], WRITTEN)).toEqual([]);
  },
);
