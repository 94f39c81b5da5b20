import { eventLook, subjectPath } from './event-looks.js';

describe('how events look', () => {
  it.each([
    ['approval.asked', 'SUCCESS', 'inbox', 'amber'],
    ['approval.decided', 'SUCCESS', 'inbox', 'neutral'],
    ['approval.decided', 'REFUSED', 'inbox', 'red'],
    ['connector.connected', 'SUCCESS', 'connector', 'green'],
    ['kill_switch.engaged', 'SUCCESS', 'stop', 'red'],
    ['host.paired', 'SUCCESS', 'laptop', 'neutral'],
    ['host.clone_detected', 'REFUSED', 'laptop', 'red'],
    ['session.erased', 'SUCCESS', 'message', 'neutral'],
    ['session.created', 'SUCCESS', 'key', 'neutral'],
    ['bridge.crossed', 'SUCCESS', 'activity', 'neutral'],
  ] as const)('%s, %s', (type, outcome, icon, tone) => {
    expect(eventLook({ type, outcome })).toEqual({ icon, tone });
  });

  it('finds the page of a subject', () => {
    expect(subjectPath({ type: 'approval', id: 'a/b', label: null })).toBe('/approvals/a%2Fb');
    expect(subjectPath({ type: 'approval', id: null, label: null })).toBeNull();
    expect(subjectPath({ type: 'kill_switch', id: 'k1', label: null })).toBe('/agents/stops/k1');
    expect(subjectPath({ type: 'runtime_instance', id: 'i1', label: null })).toBe('/sessions?instance=i1');
    expect(subjectPath({ type: 'member', id: 'u1', label: null })).toBe('/members');
    expect(subjectPath({ type: 'mutation', id: 'x', label: null })).toBeNull();
    expect(subjectPath(null)).toBeNull();
  });
});
