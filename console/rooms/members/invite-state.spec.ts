import { inviteState } from './invite-state.js';

const end = '2026-11-22T12:00:00.000Z';
const invite = { usedAt: null, revokedAt: null, expiresAt: end };
const endMs = Date.parse(end);

describe('the state of an invite', () => {
  it('is pending until the very moment it ends', () => {
    expect(inviteState(invite, endMs - 1)).toBe('pending');
    expect(inviteState(invite, endMs)).toBe('expired');
  });

  it('remembers that somebody joined with it, and that it was revoked', () => {
    expect(inviteState({ ...invite, usedAt: end }, endMs + 1)).toBe('used');
    expect(inviteState({ ...invite, revokedAt: end }, endMs + 1)).toBe('revoked');
    expect(inviteState({ ...invite, revokedAt: end }, endMs - 1)).toBe('revoked');
  });
});
