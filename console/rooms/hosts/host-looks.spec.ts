import { instanceLook } from './host-looks';

const synced = {
  state: 'ADDED',
  paused: false,
  missingSince: null,
  problems: [],
  backlogBytes: 0,
  lastSyncAt: '2026-11-28T12:00:00.000Z',
} as const;
type Change = Partial<Parameters<typeof instanceLook>[0]>;
const word = (change: Change, host: 'ONLINE' | 'OFFLINE' | 'REVOKED' = 'ONLINE') =>
  instanceLook({ ...synced, problems: [], ...change }, host).word;

describe('how reading a runtime stands', () => {
  it('is in sync only when nothing is left to read, nothing is in the way and the host answers', () => {
    expect(word({})).toBe('In sync');
    expect(word({ backlogBytes: 1 })).toBe('Reading history');
    expect(word({ lastSyncAt: null })).toBe('Starting');
    expect(word({ problems: ['The folder cannot be read.'] })).toBe('Hindered');
    expect(word({}, 'OFFLINE')).toBe('Waits for the host');
  });

  it('tells what a person did, and what is gone, before what the agent tells', () => {
    expect(word({ paused: true, problems: ['x'] })).toBe('Paused');
    expect(word({ missingSince: synced.lastSyncAt, paused: true })).toBe('Not found any more');
    expect(word({ paused: true }, 'REVOKED')).toBe('Host revoked');
    expect(word({ state: 'DISCOVERED' }, 'REVOKED')).toBe('Not added');
    expect(word({ state: 'REMOVED' })).toBe('Removed');
  });
});
