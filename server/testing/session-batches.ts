import { createHash } from 'node:crypto';
import type { Actor } from './actor.js';
import type { Answer, CallOptions, Loose } from './graphql-caller.js';
import { foundRuntime, type TestMachine } from './test-machine.js';

export const syncDocument = `mutation ($batch: SessionBatchInput!) {
  syncSessions(batch: $batch) { newEntries knownEntries newUsages } }`;

/** A runtime that is synchronised, as its host sees it. */
export class SyncedRuntime {
  constructor(
    readonly host: TestMachine,
    readonly instanceId: string,
  ) {}

  /** Sends a batch that must be taken. @returns the receipt. */
  async sync(batch: object): Promise<Loose> {
    return (await this.host.gql(syncDocument, { batch: this.batch(batch) })).syncSessions;
  }

  /** Sends a batch, whatever comes back. */
  send(batch: object, options: CallOptions = {}): Promise<Answer<Loose>> {
    return this.host.call(syncDocument, { batch: this.batch(batch) }, options);
  }

  batch(batch: object) {
    return { ...{ instanceId: this.instanceId, sessions: [], entries: [], usages: [] }, ...batch };
  }
}

/** Finds runtimes on a host and adds them. */
export async function addRuntimes(
  host: TestMachine,
  by: Actor,
  wishes: { key?: string; kind?: string; contentPolicy?: string }[] = [{}],
): Promise<SyncedRuntime[]> {
  const keys = wishes.map(({ key }, i) => key ?? `runtime-${i}`);
  const { errors } = await host.report(
    keys.map((key, i) => foundRuntime(key, { kind: wishes[i]!.kind ?? 'CLAUDE_CODE' })),
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const { runtimeHost } = await by.gql(
    'query ($id: ID!) { runtimeHost(id: $id) { instances { id location } } }',
    {
      id: host.hostId,
    },
  );
  const ids = keys.map(
    (key) => runtimeHost.instances.find((one: Loose) => one.location === `~/${key}`).id as string,
  );
  const input = ids.map((instanceId, i) => ({
    instanceId,
    contentPolicy: wishes[i]!.contentPolicy ?? 'FULL',
  }));
  await by.gql(
    `mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { id } }`,
    { input },
  );
  return ids.map((id) => new SyncedRuntime(host, id));
}

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 10) + seconds * 1000);

/** What a host tells of a session, with what the test says instead. */
export function facts(externalId: string, changes: object = {}) {
  return { externalId, relation: 'MAIN' as const, status: 'IDLE' as const, sourceGone: false, ...changes };
}

/** An entry of a session. */
export function entry(sessionExternalId: string, position: number, changes: object = {}) {
  const text = `message ${position} of ${sessionExternalId}`;
  return {
    ...{ sessionExternalId, position, key: `${sessionExternalId}-${position}`, kind: 'MESSAGE' as const },
    ...{
      role: 'USER' as const,
      at: at(position),
      text,
      textLength: text.length,
      withheld: false,
      redactions: 0,
    },
    digest: createHash('sha256').update(text).digest('hex'),
    isError: false,
    ...changes,
  };
}

/** A model call of a session. */
export function usage(sessionExternalId: string, key: string, changes: object = {}) {
  const tokens = {
    input: 10,
    cacheRead: 5000,
    cacheWrite: 200,
    cacheWriteLong: 100,
    output: 14,
    reasoning: 0,
  };
  return {
    sessionExternalId,
    key,
    at: at(1),
    model: 'claude-opus-5-5',
    provider: 'anthropic',
    ...tokens,
    ...changes,
  };
}
