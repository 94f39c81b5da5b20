import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends exactly these headers and bytes: fetch would set Host and refuse others. */
export function send(
  url: string,
  { method = 'POST', path = '/graphql', headers = {}, body = '' }: Partial<Sent>,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request({ hostname, port, method, path, headers: { ...length, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: text }));
    });
    sent.on('error', reject).end(body);
  });
}

export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Asks for a WebSocket in raw bytes, so that target and headers may be anything. @returns the status of the answer. */
export function knock(url: string, target: string, headers: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => {
      const lines = [
        `GET ${target} HTTP/1.1`,
        ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
        ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Protocol: graphql-transport-ws'],
        ...headers,
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`No answer to ${target}.`)));
    socket.once('data', (data) => {
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(data.toString('latin1'))?.[1]));
      socket.destroy();
    });
  });
}

export interface Frame {
  type: string;
  id?: string;
  payload?: unknown;
}

const patienceMs = 20_000;

/** A WebSocket without any manners: sends what it is told, keeps what it hears. */
export class Wire {
  readonly frames: Frame[] = [];
  readonly closed: Promise<number>;
  private readonly waiting = new Set<() => void>();
  private code: number | null = null;

  private constructor(readonly socket: WebSocket) {
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as Frame);
      this.look();
    });
    this.closed = new Promise((resolve) =>
      socket.once('close', (code) => {
        this.code = code;
        this.look();
        resolve(code);
      }),
    );
  }

  /** @returns the open socket, or the status it was refused with. */
  static open(
    url: string,
    headers: Record<string, string> = {},
    { protocol = 'graphql-transport-ws', ...options }: ClientOptions & { protocol?: string } = {},
  ): Promise<Wire | number> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, protocol, { ...options, headers });
    const wire = new Wire(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(wire));
      socket.once('unexpected-response', (request, answer) => {
        resolve(answer.statusCode ?? 0);
        request.destroy();
      });
      socket.once('error', reject);
    });
  }

  /** Opens it, or fails the test. */
  static async must(url: string, headers: Record<string, string> = {}): Promise<Wire> {
    const wire = await Wire.open(url, headers);
    if (typeof wire === 'number') throw new Error(`The handshake was refused with ${wire}.`);
    return wire;
  }

  send(frame: unknown): void {
    this.raw(JSON.stringify(frame));
  }

  raw(data: string | Buffer, binary = false): void {
    this.socket.send(data, { binary });
  }

  /** Sends `connection_init`. @returns `ack`, or the code it was closed with. */
  async init(payload?: unknown): Promise<'ack' | number> {
    this.send({ type: 'connection_init', payload });
    const frame = await this.until(({ type }) => type === 'connection_ack');
    return frame ? 'ack' : this.code!;
  }

  /** The first frame that is meant; null when the socket closed without one. */
  until(meant: (frame: Frame) => boolean): Promise<Frame | null> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`Waited in vain; the last frames are ${JSON.stringify(this.frames.slice(-3))}`));
      }, patienceMs);
      const look = () => {
        const frame = this.frames.find(meant);
        if (!frame && this.code === null) return;
        this.waiting.delete(look);
        clearTimeout(timer);
        resolve(frame ?? null);
      };
      this.waiting.add(look);
      look();
    });
  }

  /** What became of a subscription: its first frame, or the code the socket was closed with. */
  async ask(id: string, query: string, variables?: unknown): Promise<Frame | number> {
    this.send({ type: 'subscribe', id, payload: { query, variables } });
    return (await this.until((frame) => frame.id === id)) ?? this.code!;
  }

  close(): void {
    this.socket.terminate();
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }
}
