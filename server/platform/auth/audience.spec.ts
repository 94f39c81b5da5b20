import { audienceOf } from './audience.js';
import type { Ctx } from './ctx.js';
import { permissionsOf } from './permissions.js';

const olga: Ctx = {
  actor: { kind: 'PERSON', id: 'olga', label: 'Olga' },
  organizationId: 'home',
  role: 'APPROVER',
  permissions: permissionsOf('APPROVER'),
  credentialId: 'session of Olga',
  requestId: 'request of Olga',
  ip: '127.0.0.1',
  userAgent: 'Browser of Olga',
  idempotency: { key: 'key of Olga', bodyHash: 'hash' },
};

describe('an audience', () => {
  it('is the same for everybody with equal rights, whoever they are', () => {
    const otto: Ctx = { ...olga, actor: { kind: 'PERSON', id: 'otto', label: 'Otto' }, credentialId: 'his' };
    const shuffled = { ...otto, permissions: new Set([...otto.permissions].reverse()) };
    expect(audienceOf(otto).key).toBe(audienceOf(olga).key);
    expect(audienceOf(shuffled).key).toBe(audienceOf(olga).key);
  });

  it('is another one when anything an answer may depend on differs', () => {
    const others: Ctx[] = [
      { ...olga, organizationId: 'elsewhere' },
      { ...olga, role: 'VIEWER' },
      { ...olga, role: null },
      { ...olga, permissions: new Set([...olga.permissions].slice(1)) },
      { ...olga, permissions: new Set([...olga.permissions, 'audit:read']) },
      { ...olga, actor: { ...olga.actor, kind: 'SERVICE_TOKEN' } },
    ];
    expect(new Set([olga, ...others].map((ctx) => audienceOf(ctx).key)).size).toBe(others.length + 1);
  });

  it('shows the rights, and refuses to tell who exactly asks', () => {
    const { ctx } = audienceOf(olga);
    expect(ctx).toMatchObject({ organizationId: 'home', role: 'APPROVER', actor: { kind: 'PERSON' } });
    expect(ctx.permissions.has('approvals:decide')).toBe(true);
    for (const read of [
      () => ctx.actor.id,
      () => ctx.actor.label,
      () => ctx.credentialId,
      () => ctx.requestId,
      () => ctx.ip,
      () => ctx.userAgent,
      () => ctx.idempotency,
    ])
      expect(read).toThrow('must not depend on the viewer');
  });

  it('carries nothing personal along where it is copied or written down', () => {
    const { ctx, key } = audienceOf(olga);
    expect(JSON.stringify([{ ...ctx }, { ...ctx.actor }, key])).not.toMatch(/olga/i);
    expect(Object.isFrozen(ctx) && Object.isFrozen(ctx.actor)).toBe(true);
  });
});
