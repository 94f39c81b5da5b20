import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DeviceKey } from '../../../agent/client/device-key.js';
import { HostClient } from '../../../agent/client/host-client.js';
import { MachinePairing } from '../../../agent/client/pair-machine.js';
import { RequestSequence } from '../../../agent/client/request-sequence.js';
import { ServerClock } from '../../../agent/client/server-clock.js';
import type {
  FoundRuntimeInput,
  HostReportInput,
  SessionBatchInput,
  SessionEntryInput,
} from '../../../schema/generated/types.js';

/** A developer's machine: it speaks to the server as the agent does, with a key of its own, and tells what it is told to. */
export class Machine {
  private readonly directory = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-machine-'));
  private readonly key = DeviceKey.create(this.directory);
  private readonly connection: { server: string; clock: ServerClock };
  private readonly client: HostClient;
  readonly pairing: MachinePairing;

  constructor(
    server: string,
    readonly hostname: string,
    private readonly agentVersion = '0.1.0',
  ) {
    this.connection = { server, clock: new ServerClock() };
    this.client = new HostClient(this.connection, this.key, new RequestSequence(this.directory));
    this.pairing = new MachinePairing(this.connection, this.key, {
      ...{ hostname, platform: 'linux x64', agentVersion },
    });
  }

  get fingerprint(): string {
    return this.key.fingerprint;
  }

  /** Tells what runs there. */
  report(runtimes: readonly FoundRuntimeInput[], more: Partial<HostReportInput> = {}): Promise<unknown> {
    const input: HostReportInput = {
      agentVersion: this.agentVersion,
      hostname: this.hostname,
      platform: 'linux x64',
      at: new Date().toISOString(),
      spoolDepth: 0,
      problems: [],
      runtimes: [...runtimes],
      ...more,
    };
    const query = 'mutation ($input: HostReportInput!) { reportHost(input: $input) { hostId } }';
    return this.client.call({ query, variables: { input } });
  }

  /** Sends what it read. */
  sync(batch: SessionBatchInput): Promise<unknown> {
    const query = 'mutation ($batch: SessionBatchInput!) { syncSessions(batch: $batch) { newEntries } }';
    return this.client.call({ query, variables: { batch } });
  }

  /** Forgets its key. */
  scrap(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A runtime as a machine finds it. */
export const found = (
  label: string,
  location: string,
  more: Partial<FoundRuntimeInput> = {},
): FoundRuntimeInput => ({
  kind: 'CLAUDE_CODE',
  key: `claude-code:${location}`,
  location,
  label,
  version: '2.1.330',
  sessionCount: 1,
  runningCount: 0,
  totalBytes: 143_000,
  backlogBytes: 0,
  problems: [],
  ...more,
});

/** An entry of a transcript as a machine read it. */
export function entryOf(
  sessionExternalId: string,
  position: number,
  kind: SessionEntryInput['kind'],
  more: Partial<SessionEntryInput> = {},
): SessionEntryInput {
  const text = more.text ?? null;
  return {
    sessionExternalId,
    key: `${sessionExternalId}:${position}`,
    position,
    kind,
    role: null,
    at: new Date(Date.now() - 600_000 + position * 1_000).toISOString(),
    textLength: text?.length ?? 0,
    withheld: false,
    redactions: 0,
    digest: createHash('sha256').update(`${sessionExternalId} ${position}`).digest('hex'),
    toolName: null,
    toolCallId: null,
    isError: false,
    model: null,
    ...more,
    text,
  };
}
