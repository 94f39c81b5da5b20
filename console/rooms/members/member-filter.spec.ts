import { matches } from './member-filter.js';

const jose = {
  role: 'APPROVER' as const,
  suspendedAt: null,
  user: { name: 'José Álvarez', email: 'jose@acme.example' },
};
const all = { text: '', roles: [] };

describe('searching members', () => {
  it.each(['', 'jose', 'ÁLV', 'acme jos', '  alvarez  '])(
    'finds by part of name or address: “%s”',
    (text) => {
      expect(matches(jose, { ...all, text })).toBe(true);
    },
  );

  it('needs every word', () => {
    expect(matches(jose, { ...all, text: 'jose miller' })).toBe(false);
  });

  it('keeps to the chosen roles', () => {
    expect(matches(jose, { ...all, roles: ['OWNER', 'APPROVER'] })).toBe(true);
    expect(matches(jose, { ...all, roles: ['OWNER'] })).toBe(false);
  });

  it('tells the suspended from the active', () => {
    const suspended = { ...jose, suspendedAt: '2026-11-22T14:05:09.123Z' };
    expect(matches(suspended, { ...all, state: 'suspended' })).toBe(true);
    expect(matches(suspended, { ...all, state: 'active' })).toBe(false);
    expect(matches(jose, { ...all, state: 'active' })).toBe(true);
  });
});
