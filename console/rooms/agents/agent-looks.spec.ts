import type { AgentLineFragment } from '../../graphql/generated/documents';
import { runtimeLook } from './agent-looks.js';

const held = (state: NonNullable<AgentLineFragment['killSwitch']>['state']) => ({
  runtimeState: 'KILLED' as const,
  killSwitch: { state } as AgentLineFragment['killSwitch'],
});

describe('what a person made of an agent', () => {
  it('says stopped only when the order is confirmed', () => {
    expect(runtimeLook(held('CONFIRMED_STOPPED')).word).toBe('Stopped');
    const others = (['PENDING', 'UNKNOWN', 'EXPIRED', 'LIFTING', 'LIFTED'] as const).map(
      (state) => runtimeLook(held(state)).word,
    );
    expect(others).toEqual([
      'Stopping',
      'Stop not confirmed',
      'Stop not confirmed',
      'Being lifted',
      'Stop not confirmed',
    ]);
    expect(runtimeLook({ runtimeState: 'KILLED', killSwitch: null }).word).toBe('Stop ordered');
  });

  it('shows what a person did where no order holds', () => {
    expect(runtimeLook({ runtimeState: 'DISABLED', killSwitch: null }).word).toBe('Disabled');
    expect(runtimeLook({ ...held('LIFTING'), runtimeState: 'ONLINE' }).word).toBe('On');
  });
});
