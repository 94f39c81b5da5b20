import fc from 'fast-check';
import type { Role } from './ctx.js';
import {
  allPermissions,
  atLeast,
  grantScopes,
  hostPermissions,
  permissionsOf,
  tokenScopes,
} from './permissions.js';

const roles: Role[] = ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'];
const seeded = { numRuns: 50_000, seed: 20_261_122 };

describe('the table of permissions', () => {
  it('is this one', () => {
    const marks = (permission: (typeof allPermissions)[number]) =>
      roles.map((role) => (permissionsOf(role).has(permission) ? role[0] : '.')).join('');
    // Owner, admin, operator, approver (a person deciding), auditor, viewer: a change here is a change of the product.
    expect(Object.fromEntries(allPermissions.map((permission) => [permission, marks(permission)]))).toEqual({
      'organization:read': 'OAOAAV',
      'organization:update': 'O.....',
      'members:read': 'OAOAAV',
      'members:manage': 'OA....',
      'tokens:read': 'OA..A.',
      'tokens:manage': 'OA....',
      'connectors:read': 'OAOAAV',
      'connectors:manage': 'OAO...',
      'agents:read': 'OAOAAV',
      'agents:manage': 'OAO...',
      'agents:kill': 'OAO...',
      'approvals:read': 'OAOAAV',
      'approvals:decide': 'OAOA..',
      'policies:read': 'OAOAAV',
      'policies:manage': 'OA....',
      'audit:read': 'OA..A.',
      'audit:verify': 'OA..A.',
      'activity:read': 'OAOAAV',
      'hosts:read': 'OAOAAV',
      'hosts:pair': 'OAO...',
      'hosts:manage': 'OAO...',
      'sessions:read': 'OAOAAV',
      'sessions:manage': 'OA....',
      'cost:read': 'OAOAAV',
    });
  });

  it('gives the owner everything and nobody nothing', () => {
    expect([...permissionsOf('OWNER')]).toEqual(allPermissions);
    expect(permissionsOf(null).size).toBe(0);
  });

  it('keeps deciding, minting and governing for people', () => {
    const forPeople = [
      'approvals:decide',
      'tokens:manage',
      'policies:manage',
      'members:manage',
      'organization:update',
      'hosts:pair',
    ];
    expect(allPermissions.filter((permission) => !tokenScopes.includes(permission)).sort()).toEqual(
      forPeople.sort(),
    );
  });

  it('gives machines what nobody else can hold, and nothing more', () => {
    expect([...hostPermissions]).toEqual(['hosts:sync']);
    for (const role of roles) expect(permissionsOf(role).has('hosts:sync')).toBe(false);
    expect(grantScopes(['hosts:sync'], new Set([...permissionsOf('OWNER'), 'hosts:sync']))).toEqual([]);
  });

  it('ranks roles in one line', () => {
    for (const [i, role] of roles.entries()) {
      expect(roles.filter((minimum) => atLeast(role, minimum))).toEqual(roles.slice(i));
    }
    expect(roles.some((minimum) => atLeast(null, minimum))).toBe(false);
  });
});

describe('C1: granting scopes', () => {
  const odd = [
    '*',
    'agents:*',
    '',
    'AGENTS:READ',
    ' agents:read',
    'agents:read ',
    '__proto__',
    'constructor',
    'toString',
  ];
  const scope = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...allPermissions) },
    { weight: 2, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: fc.string() },
  );
  const asked = fc.oneof(
    { weight: 12, arbitrary: fc.array(scope, { maxLength: 24 }) },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
  );
  /** What a caller holds: a role's permissions, cut down further at random as a token's are. */
  const caller = fc
    .tuple(fc.constantFrom(...roles, null), fc.subarray(allPermissions as string[]))
    .map(([role, kept]) => ({
      role,
      holds: new Set([...permissionsOf(role)].filter((p) => kept.includes(p))),
    }));

  it(`stays within asked ∩ caller ∩ role ∩ what tokens may hold, in ${seeded.numRuns} cases (seed ${seeded.seed})`, () => {
    let granting = 0;
    fc.assert(
      fc.property(asked, caller, (requested, { role, holds }) => {
        const granted = grantScopes(requested, holds);
        const within = granted.every(
          (one) =>
            requested!.includes(one) &&
            holds.has(one) &&
            permissionsOf(role).has(one) &&
            tokenScopes.includes(one),
        );
        const complete = tokenScopes.every(
          (one) => granted.includes(one) || !holds.has(one) || !(requested ?? []).includes(one),
        );
        // Thousands of matcher calls are slow: one comparison per case.
        if (!within || !complete || new Set(granted).size !== granted.length) {
          throw new Error(`granted ${JSON.stringify(granted)}`);
        }
        if (granted.length > 0) granting++;
      }),
      seeded,
    );
    expect(granting).toBeGreaterThan(seeded.numRuns / 4);
  });

  it('grants nothing for nothing', () => {
    for (const nothing of [null, undefined, [], ['*'], ['approvals:decide'], ['agents:*']]) {
      expect(grantScopes(nothing, permissionsOf('OWNER'))).toEqual([]);
    }
    for (const permission of allPermissions) expect(grantScopes([permission], new Set())).toEqual([]);
  });
});
