import { randomUUID } from 'node:crypto';
import type { GatewayConnectionOptions } from '../../../server/connectors/openclaw/connection-options.js';
import { GatewayConnection } from '../../../server/connectors/openclaw/gateway-connection.js';
import { record, text } from '../../../server/connectors/openclaw/loose-json.js';
import { until } from '../../labs/until.js';

/** How a run ended. */
export interface RunEnd {
  state: 'final' | 'error' | 'aborted';
  text: string;
}

/** A run in progress. */
export interface StartedRun {
  runId: string;
  sessionKey: string;
  /** Settles when the run ends; rejects after two minutes, or when the gateway goes away. */
  ended: Promise<RunEnd>;
}

/** A person at the gateway: sends messages to agents over a connection of its own. */
export class AgentDriver {
  private readonly ends = new Map<string, RunEnd>();

  private constructor(readonly connection: GatewayConnection) {
    connection.on('event', ({ event, payload }) => {
      const { runId, state, message, errorMessage } = record(payload);
      if (event !== 'chat' || typeof runId !== 'string') return;
      if (state !== 'final' && state !== 'error' && state !== 'aborted') return;
      this.ends.set(runId, { state, text: text(errorMessage) ?? textOf(message) });
    });
  }

  static async connect(
    target: Pick<GatewayConnectionOptions, 'url' | 'connectSocket'>,
    token: string,
  ): Promise<AgentDriver> {
    const driver = new AgentDriver(new GatewayConnection({ ...target, credentials: { token } }));
    await driver.connection.connect();
    return driver;
  }

  /** Sends a message; the session is new unless given. */
  async chat(message: string, sessionKey = `agent:main:${randomUUID()}`): Promise<StartedRun> {
    const runId = randomUUID();
    await this.connection.request('chat.send', { sessionKey, message, idempotencyKey: runId });
    const ended = until(() => this.endOf(runId), { timeoutMs: 120_000, what: `run ${runId} to end` });
    // A test that does not look at the end must not fail for it.
    ended.catch(() => undefined);
    return { runId, sessionKey, ended };
  }

  /** Waits until no session of the gateway runs anything. */
  async idle(): Promise<void> {
    const active = async () => {
      const { sessions } = record(
        await this.connection.request('sessions.list', { limit: 200, activeOnly: true }),
      );
      return Array.isArray(sessions) && sessions.length === 0;
    };
    await until(active, { timeoutMs: 60_000, everyMs: 100, what: 'the gateway to be idle' });
  }

  close(): void {
    this.connection.close();
  }

  private endOf(runId: string): RunEnd | undefined {
    const end = this.ends.get(runId);
    if (!end && !this.connection.isOpen)
      throw new Error('The connection of the person at the gateway is closed.');
    return end;
  }
}

function textOf(message: unknown): string {
  const { content } = record(message);
  if (!Array.isArray(content)) return '';
  return content.map((part) => text(record(part).text) ?? '').join('');
}
