import type { Tone } from './tone';

export interface ToastMessage {
  id: number;
  tone: Tone;
  title: string;
  /** A second line. */
  detail?: string;
  /** One thing that can be done about it, for example undo. */
  action?: { label: string; run: () => void };
  /** Milliseconds until it leaves; 0 stays until closed. */
  lastsMs: number;
}

type ToastInput = Pick<ToastMessage, 'title' | 'detail' | 'action'> &
  Partial<Pick<ToastMessage, 'tone' | 'lastsMs'>>;

let messages: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ToastMessage[]): void {
  messages = next;
  listeners.forEach((listener) => listener());
}

/** Messages on screen, oldest first, and the means to follow them. */
export const toastStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  snapshot: () => messages,
};

/**
 * Says briefly that something happened. Failures and messages with an action stay longer, so that they can be
 * read and reached; at most four are kept.
 * @returns takes it away again
 */
export function toast(input: ToastInput): () => void {
  const tone = input.tone ?? 'green';
  const lastsMs = input.lastsMs ?? (tone === 'red' || input.action ? 10_000 : 5_000);
  const message: ToastMessage = { ...input, tone, lastsMs, id: nextId++ };
  publish([...messages.slice(-3), message]);
  return () => dismissToast(message.id);
}

/** Takes a message away. */
export const dismissToast = (id: number): void => publish(messages.filter((message) => message.id !== id));
