import { systemCtx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { EventLog, type NewEvent } from '../platform/events/event-log.service.js';
import { Sealer } from '../platform/events/sealer.service.js';
import type { Person } from './actor.js';
import type { TestApp } from './test-app.js';

/** Records events as a person's verbs would, in one transaction: for tests about the log, not about the verbs. */
export function recordEvents(
  app: TestApp,
  by: Person,
  count: number,
  event: (n: number) => NewEvent,
): Promise<void> {
  const actor = { kind: 'PERSON' as const, id: by.userId, label: by.account.name };
  const ctx = systemCtx(by.organizationId!, 'test-request', actor);
  const events = app.app.get(EventLog);
  return app.app.get(Database).within(ctx, async (tx) => {
    for (let n = 0; n < count; n++) await events.record(tx, ctx, event(n));
  });
}

/** Resolves once everything committed so far has its place in the log. */
export async function settled(app: TestApp, by: Person): Promise<number> {
  return app.app.get(Sealer).seal(by.organizationId!);
}
