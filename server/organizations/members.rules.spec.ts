import fc from 'fast-check';
import type { Role } from '../platform/auth/ctx.js';
import { atLeast } from '../platform/auth/permissions.js';
import { mayGrant, refusalOf, type MembershipChange } from './members.rules.js';

const roles: Role[] = ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'];
const base: MembershipChange = {
  by: 'OWNER',
  isSelf: false,
  from: 'VIEWER',
  suspended: false,
  what: 'remove',
  activeOwners: 2,
};

describe('a change of membership', () => {
  it('is refused above the own role', () => {
    expect(refusalOf({ ...base, by: 'ADMIN', from: 'OWNER' })).toBe('above-own-role');
    expect(refusalOf({ ...base, by: 'ADMIN', what: 'change-role', to: 'OWNER' })).toBe('above-own-role');
    expect(refusalOf({ ...base, by: 'ADMIN', from: 'OWNER', what: 'change-role', to: 'VIEWER' })).toBe(
      'above-own-role',
    );
    expect(refusalOf({ ...base, by: null })).toBe('above-own-role');
  });

  it('is allowed among equals and below', () => {
    expect(refusalOf({ ...base, by: 'ADMIN', from: 'ADMIN' })).toBeNull();
    expect(refusalOf({ ...base, what: 'change-role', to: 'OWNER' })).toBeNull();
  });

  it.each(['remove', 'suspend'] as const)('keeps the last owner from %s', (what) => {
    expect(refusalOf({ ...base, from: 'OWNER', what, activeOwners: 1 })).toBe('last-owner');
    expect(refusalOf({ ...base, from: 'OWNER', what, activeOwners: 2 })).toBeNull();
  });

  it('keeps the last owner from giving the role up or leaving', () => {
    const last = { ...base, from: 'OWNER' as const, isSelf: true, activeOwners: 1 };
    expect(refusalOf({ ...last, what: 'change-role', to: 'ADMIN' })).toBe('last-owner');
    expect(refusalOf({ ...last, what: 'remove' })).toBe('last-owner');
    expect(refusalOf({ ...last, what: 'change-role', to: 'OWNER' })).toBeNull();
  });

  it('lets a suspended owner be removed: an active one remains', () => {
    expect(refusalOf({ ...base, from: 'OWNER', suspended: true, activeOwners: 1 })).toBeNull();
  });

  it('lets anybody leave, and nobody suspend themselves', () => {
    expect(refusalOf({ ...base, by: 'VIEWER', from: 'VIEWER', isSelf: true })).toBeNull();
    expect(refusalOf({ ...base, from: 'OWNER', isSelf: true, what: 'suspend' })).toBe('self-suspension');
  });

  it('never lets rights grow above those of who asks, nor the owners run out', () => {
    const change = fc.record({
      by: fc.constantFrom(...roles),
      isSelf: fc.boolean(),
      from: fc.constantFrom(...roles),
      suspended: fc.boolean(),
      what: fc.constantFrom('change-role', 'suspend', 'resume', 'remove' as const),
      to: fc.constantFrom(...roles),
      activeOwners: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(change, (asked) => {
        if (refusalOf(asked as MembershipChange) !== null) return;
        const leaves = asked.isSelf && asked.what === 'remove';
        expect(leaves || atLeast(asked.by, asked.from)).toBe(true);
        expect(asked.what !== 'change-role' || atLeast(asked.by, asked.to)).toBe(true);
        expect(asked.activeOwners > 1 || !ownerGoes(asked as MembershipChange)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

function ownerGoes({ from, suspended, what, to }: MembershipChange): boolean {
  if (from !== 'OWNER' || suspended) return false;
  return what === 'remove' || what === 'suspend' || (what === 'change-role' && to !== 'OWNER');
}

describe('granting a role', () => {
  it('stops at the own role, for all 42 pairs', () => {
    const pairs = [...roles, null].flatMap((by) => roles.map((role) => ({ by, role })));
    expect(pairs.filter(({ by, role }) => mayGrant(by, role))).toHaveLength(21);
    for (const { by, role } of pairs) {
      expect(mayGrant(by, role)).toBe(by !== null && roles.indexOf(by) <= roles.indexOf(role));
    }
  });
});
