import type { KillState, StopOrderFragment } from '../../graphql/generated/documents';
import { byUrgency, canLift, isHolding, progressWords, stopLooks } from './stop-looks.js';

const states = Object.keys(stopLooks) as KillState[];
const report = (state: KillState): StopOrderFragment['reports'][number] => ({
  connectorId: state,
  connectorName: state,
  state,
  steps: [],
  at: null,
});

describe('how a stop order shows', () => {
  it('calls nothing stopped that is not confirmed', () => {
    const claims = states.filter((state) =>
      /^(confirmed )?stopped/i.test(`${stopLooks[state].word}|${stopLooks[state].ofGateway}`),
    );
    expect(claims).toEqual(['CONFIRMED_STOPPED']);
  });

  it('counts gateways that confirmed, in the direction the order goes', () => {
    const reports = [report('CONFIRMED_STOPPED'), report('PENDING'), report('LIFTED')];
    expect(progressWords('PENDING', reports)).toBe('1 of 3 gateways confirmed stopped');
    expect(progressWords('LIFTING', reports)).toBe('1 of 3 gateways restored');
    expect(progressWords('CONFIRMED_STOPPED', [report('CONFIRMED_STOPPED')])).toBe(
      '1 of 1 gateway confirmed stopped',
    );
    expect(progressWords('CONFIRMED_STOPPED', [])).toBe('No gateway was concerned');
  });

  it('lifts what is in force, once', () => {
    expect(states.filter(canLift)).toEqual(['PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN']);
    expect(states.filter(isHolding)).toEqual(['PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN', 'LIFTING']);
  });

  it('puts gateways in doubt first', () => {
    const reports = [report('CONFIRMED_STOPPED'), report('PENDING'), report('UNKNOWN')];
    expect(byUrgency(reports).map(({ state }) => state)).toEqual(['UNKNOWN', 'PENDING', 'CONFIRMED_STOPPED']);
  });
});
