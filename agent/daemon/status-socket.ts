import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

/** What a running daemon says about itself. */
export interface DaemonStatus {
  readonly pid: number;
  readonly version: string;
  readonly server: string;
  readonly organizationName: string;
  readonly startedAt: string;
  readonly lastReportAt: string | null;
  readonly waitingRecords: number;
  readonly problems: readonly string[];
  readonly runtimes: readonly {
    readonly label: string;
    readonly state: 'found' | 'added' | 'paused';
    readonly contentPolicy: string | null;
    readonly sessionCount: number;
    readonly backlogBytes: number;
  }[];
}

const answerTimeoutMs = 3_000;
const longestAnswer = 1024 * 1024;

/** Tells the status to whoever connects; only the owner of the folder can. It listens to nothing that is said. */
export function serveStatus(directory: string, status: () => DaemonStatus): Promise<Server> {
  const path = socketPath(directory);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(JSON.stringify(status()));
  });
  // The lock says that no other daemon is there: what is left is of a dead one.
  if (process.platform !== 'win32') rmSync(path, { force: true });
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(path, () => {
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      server.off('error', failed);
      done(server);
    });
  });
}

/** The status of the daemon of this folder; null when none answers. */
export function askStatus(directory: string): Promise<DaemonStatus | null> {
  return new Promise((done) => {
    let text = '';
    const socket = connect(socketPath(directory));
    const give = (status: DaemonStatus | null) => {
      socket.destroy();
      done(status);
    };
    socket.setTimeout(answerTimeoutMs, () => give(null));
    socket.setEncoding('utf8');
    socket.on('error', () => give(null));
    socket.on('data', (part: string) => {
      text += part;
      if (text.length > longestAnswer) give(null);
    });
    socket.on('end', () => give(parse(text)));
  });
}

function parse(text: string): DaemonStatus | null {
  try {
    return JSON.parse(text) as DaemonStatus;
  } catch {
    return null;
  }
}

/** Windows names pipes in a space of their own. */
function socketPath(directory: string): string {
  if (process.platform !== 'win32') return join(directory, 'daemon.sock');
  const digest = createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 16);
  return `\\\\.\\pipe\\clawbutler-agent-${digest}`;
}
