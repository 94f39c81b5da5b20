import { once } from 'node:events';
import { WebSocket } from 'ws';
import { nowMs } from './figures.js';

/** The baseline: a plain WebSocket that asks a gateway something and waits for the answer, with nothing in between. */
export class BareOperator {
  private readonly waiting = new Map<string, () => void>();
  private count = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { type: string; id: string };
      if (frame.type !== 'res') return;
      this.waiting.get(frame.id)?.();
      this.waiting.delete(frame.id);
    });
  }

  static async connect(url: string): Promise<BareOperator> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, 'open');
    return new BareOperator(socket);
  }

  /** @returns how long the answer took, in ms */
  ask(method: string, params: Record<string, unknown>): Promise<number> {
    const id = String(++this.count);
    const sentAtMs = nowMs();
    this.socket.send(JSON.stringify({ type: 'req', id, method, params }));
    return new Promise((resolve) => this.waiting.set(id, () => resolve(nowMs() - sentAtMs)));
  }

  close(): void {
    this.socket.terminate();
  }
}
