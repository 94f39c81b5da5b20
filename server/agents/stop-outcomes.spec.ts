import type { KillState } from './kill-switch-row.js';
import { toldOf, type StopOutcome } from './stop-outcomes.service.js';
import { wantedPlaces, type OrderHere } from './stop-plan.js';

const order = (change: Partial<OrderHere>): OrderHere => ({
  ...{
    org_id: 'o',
    id: 'k',
    scope: 'AGENT',
    target_id: 'a',
    target_name: 'main',
    connector_id: 'c',
    reason: null,
  },
  ...{
    state: 'PENDING',
    engaged_at: new Date(0),
    engaged_by: null,
    confirmed_at: null,
    expires_at: new Date(1),
  },
  ...{ lifted_at: null, lifted_by: null, report_state: 'PENDING', overdue: false, place: 'main' },
  ...change,
});
const outcome = (kind: StopOutcome['kind'], again = false) =>
  new Map([['main', { kind, words: ['w'], again }]]);
const nothing = { wanted: new Set<string>() };
const wanted = { wanted: new Set(['main']) };

describe('what is to be stopped', () => {
  it('follows from orders in force and off switches, not from what is over, overdue or gone', () => {
    const orders = [
      order({ place: 'one' }),
      order({ place: 'two', state: 'LIFTING' }),
      order({ place: 'three', overdue: true }),
      order({ place: null }),
      order({ place: '', state: 'UNKNOWN' }),
    ];
    const agents = [
      { disabled: true, external_id: 'off' },
      { disabled: false, external_id: 'on' },
    ];
    expect([...wantedPlaces(orders, agents)].sort()).toEqual(['', 'off', 'one']);
  });
});

describe('what a report says', () => {
  it.each<[string, Partial<OrderHere>, StopOutcome['kind'], boolean, KillState | null]>([
    ['stopped', {}, 'stopped', false, 'CONFIRMED_STOPPED'],
    ['not known', {}, 'unsure', false, 'UNKNOWN'],
    ['still stopped', { report_state: 'CONFIRMED_STOPPED' }, 'stopped', false, null],
    ['stopped again', { report_state: 'CONFIRMED_STOPPED' }, 'stopped', true, 'CONFIRMED_STOPPED'],
    ['lost', { report_state: 'CONFIRMED_STOPPED' }, 'unsure', false, 'UNKNOWN'],
    ['lifted meanwhile', {}, 'overtaken', false, null],
    ['gone from the gateway', { place: null }, 'unsure', false, 'CONFIRMED_STOPPED'],
    ['too late', { overdue: true }, 'unsure', false, 'EXPIRED'],
  ])('%s', (_name, change, kind, again, state) => {
    expect(toldOf(order(change), wanted, outcome(kind, again))?.state ?? null).toBe(state);
  });

  it('is lifted when it was put back, or never changed, or something else holds it', () => {
    const lifting = order({ state: 'LIFTING', report_state: 'LIFTING' });
    expect(toldOf(lifting, nothing, outcome('released'))?.state).toBe('LIFTED');
    expect(toldOf(lifting, nothing, new Map())?.state).toBe('LIFTED');
    expect(toldOf(lifting, wanted, outcome('stopped'))?.state).toBe('LIFTED');
    expect(toldOf(lifting, nothing, outcome('unsure'))).toMatchObject({ state: 'LIFTING', words: ['w'] });
  });

  it('says that something was stopped again only when it had been confirmed before', () => {
    expect(toldOf(order({}), wanted, outcome('stopped', true))?.again).toBe(false);
    const confirmed = order({ report_state: 'CONFIRMED_STOPPED' });
    expect(toldOf(confirmed, wanted, outcome('stopped', true))?.again).toBe(true);
  });
});
