import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { HostDirectives } from '../../schema/generated/types.js';
import type { HostClient } from '../client/host-client.js';
import { BackOff } from './back-off.js';
import { Bell } from './bell.js';
import { FinalProblem, finalWords } from './final-problem.js';
import type { HostState } from './host-state.js';

const query = `subscription {
  hostDirectivesChanged {
    hostId hostName organizationName at versionAdvice
    instances { instanceId key contentPolicy paused inspectionDigest }
  }
}`;

export interface DoorbellSurroundings {
  /** Origin. */
  readonly server: string;
  readonly client: Pick<HostClient, 'call'>;
  readonly state: HostState;
}

/**
 * Hears at once what the server wants. Every report brings the same, so while this link is down everything still
 * happens, fifteen seconds later at most.
 * @throws FinalProblem
 */
export async function doorbellLoop(around: DoorbellSurroundings, signal: AbortSignal): Promise<void> {
  const backOff = new BackOff();
  while (!signal.aborted) {
    try {
      await listen(around, signal, () => backOff.reset());
    } catch (error) {
      const words = finalWords(error);
      if (words !== null) throw new FinalProblem(words);
    }
    await new Bell().wait(backOff.nextMs(), signal);
  }
}

/** Listens until the link ends. */
async function listen(
  { server, client, state }: DoorbellSurroundings,
  signal: AbortSignal,
  heard: () => void,
): Promise<void> {
  const { hostAccessToken } = await client.call<{ hostAccessToken: { token: string } }>({
    query: '{ hostAccessToken { token } }',
  });
  // An abort from before would not be heard below.
  if (signal.aborted) return;
  const link = createClient({
    url: `${server.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    keepAlive: 30_000,
    connectionParams: { authorization: `Bearer ${hostAccessToken.token}` },
  });
  const end = () => void link.dispose();
  signal.addEventListener('abort', end);
  try {
    for await (const { data } of link.iterate<{ hostDirectivesChanged: HostDirectives }>({ query })) {
      if (!data) continue;
      heard();
      state.direct(data.hostDirectivesChanged);
    }
  } finally {
    signal.removeEventListener('abort', end);
    await link.dispose();
  }
}
