type Listeners<Events extends { [K in keyof Events]: unknown[] }> = {
  [K in keyof Events]?: Set<(...args: Events[K]) => void>;
};

/** Listeners by event name, called synchronously and in order; `Events` maps a name to its listener's parameters. */
export class TypedEmitter<Events extends { [K in keyof Events]: unknown[] }> {
  private readonly listeners: Listeners<Events> = {};

  /** Subscribes; the result unsubscribes. */
  on<K extends keyof Events>(name: K, listener: (...args: Events[K]) => void): () => void {
    const all = (this.listeners[name] ??= new Set());
    all.add(listener);
    return () => all.delete(listener);
  }

  emit<K extends keyof Events>(name: K, ...args: Events[K]): void {
    for (const listener of [...(this.listeners[name] ?? [])]) listener(...args);
  }
}
