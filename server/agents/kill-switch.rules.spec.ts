import fc from 'fast-check';
import { addSteps, eventOfStep, expiryMinutes, stateFrom } from './kill-switch.rules.js';
import type { KillState } from './kill-switch-row.js';

const states: KillState[] = ['PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN', 'EXPIRED', 'LIFTING', 'LIFTED'];

describe('the state of an order', () => {
  it.each<[KillState[], KillState]>([
    [[], 'CONFIRMED_STOPPED'],
    [['PENDING'], 'PENDING'],
    [['CONFIRMED_STOPPED', 'PENDING'], 'PENDING'],
    [['CONFIRMED_STOPPED', 'CONFIRMED_STOPPED'], 'CONFIRMED_STOPPED'],
    [['CONFIRMED_STOPPED', 'UNKNOWN'], 'UNKNOWN'],
    [['EXPIRED'], 'EXPIRED'],
    [['EXPIRED', 'EXPIRED'], 'EXPIRED'],
    [['CONFIRMED_STOPPED', 'EXPIRED'], 'UNKNOWN'],
    [['UNKNOWN', 'EXPIRED'], 'UNKNOWN'],
    [['CONFIRMED_STOPPED', 'LIFTED'], 'CONFIRMED_STOPPED'],
    [['EXPIRED', 'LIFTED'], 'EXPIRED'],
  ])('%j in force is %s', (reports, state) => {
    expect(stateFrom(reports, false)).toBe(state);
  });

  it('is lifted only when every gateway let go', () => {
    expect(stateFrom(['LIFTED', 'LIFTING'], true)).toBe('LIFTING');
    expect(stateFrom(['LIFTED', 'LIFTED'], true)).toBe('LIFTED');
    expect(stateFrom([], true)).toBe('LIFTED');
  });

  it('is confirmed only when every gateway that still counts is, whatever the mix', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (reports) => {
        const confirmed = reports.every((state) => state === 'CONFIRMED_STOPPED' || state === 'LIFTED');
        expect(stateFrom(reports, false) === 'CONFIRMED_STOPPED').toBe(confirmed);
      }),
    );
  });

  it('is announced when it changes, and only then', () => {
    expect(eventOfStep('PENDING', 'PENDING')).toBeNull();
    expect(eventOfStep('PENDING', 'CONFIRMED_STOPPED')).toBe('kill_switch.confirmed');
    expect(eventOfStep('CONFIRMED_STOPPED', 'UNKNOWN')).toBe('kill_switch.unknown');
    expect(eventOfStep('LIFTING', 'LIFTED')).toBe('kill_switch.lifted');
  });
});

describe('an order that waits', () => {
  it('waits a day when nothing is said, and from a minute to a week otherwise', () => {
    expect(expiryMinutes(null)).toBe(1440);
    expect(expiryMinutes(undefined)).toBe(1440);
    expect([1, 10_080].map(expiryMinutes)).toEqual([1, 10_080]);
    expect([0, -1, 10_081, 1.5, Number.NaN].map(expiryMinutes)).toEqual([null, null, null, null, null]);
  });
});

describe('the words of a report', () => {
  it('do not repeat themselves in a row', () => {
    expect(addSteps(['a'], ['a'])).toEqual(['a']);
    expect(addSteps(['x', 'a', 'b'], ['a', 'b'])).toEqual(['x', 'a', 'b']);
    expect(addSteps(['x', 'a', 'b'], ['b', 'a'])).toEqual(['x', 'a', 'b', 'b', 'a']);
    expect(addSteps(['x'], [])).toEqual(['x']);
  });

  it('keep the first and the last when there are too many', () => {
    const many = addSteps(
      [],
      Array.from({ length: 100 }, (_, i) => `step ${i}`),
    );
    expect(many).toHaveLength(40);
    expect([many[0], many.at(-1)]).toEqual(['step 0', 'step 99']);
  });

  it('are cut when a gateway talks too much', () => {
    expect(addSteps([], ['x'.repeat(10_000)])[0]).toHaveLength(500);
  });
});
