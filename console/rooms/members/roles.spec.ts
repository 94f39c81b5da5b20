import { atLeast, permissionsOf } from '../../../server/platform/auth/permissions.js';
import { mayGive, powers, roles } from './roles.js';

describe('roles in words', () => {
  it.each(powers)(
    '“$words” is true of exactly the roles that hold $permission',
    ({ permission, roles: told }) => {
      const holders = roles.filter((role) => (permissionsOf(role) as ReadonlySet<string>).has(permission));
      expect([...told]).toEqual(holders);
    },
  );

  it('locks what the server refuses: nobody gives a role above their own', () => {
    for (const by of roles) for (const role of roles) expect(mayGive(by, role)).toBe(atLeast(by, role));
    expect(mayGive(null, 'VIEWER')).toBe(false);
  });
});
