import DataLoader from 'dataloader';

/** Per-request batching: rooms ask for a loader by name and get the same one for the whole request. */
export class Loaders {
  private readonly all = new Map<string, DataLoader<string, unknown>>();

  /** `batch` gets distinct keys and answers a map; a missing key loads null. */
  get<T>(
    name: string,
    batch: (keys: readonly string[]) => Promise<Map<string, T>>,
  ): DataLoader<string, T | null> {
    let loader = this.all.get(name) as DataLoader<string, T | null> | undefined;
    if (!loader) {
      loader = new DataLoader<string, T | null>(async (keys) => {
        const found = await batch(keys);
        return keys.map((key) => found.get(key) ?? null);
      });
      this.all.set(name, loader as DataLoader<string, unknown>);
    }
    return loader;
  }
}
