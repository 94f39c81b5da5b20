import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Tx } from '../database/tx.js';
import type { EventRow } from '../events/event-row.js';
import { everyKey, reactsKey } from './reacts.js';

export type ReactionHandler = (event: EventRow, tx: Tx) => Promise<void>;

interface Found {
  name: string;
  run: (...args: never[]) => Promise<void>;
  handler: object;
}

/** What reacts to which event, and what runs when; collected from the rooms' `@Reacts` and `@Every` methods at boot. */
@Injectable()
export class ReactionRegistry {
  private reactions: Map<string, { name: string; types: string[]; run: ReactionHandler }> | null = null;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Names of the reactions to an event type. */
  reactingTo(type: string): string[] {
    return [...this.all().values()].filter((r) => r.types.includes(type)).map((r) => r.name);
  }

  /** Every event type that something reacts to. */
  types(): string[] {
    return [...new Set([...this.all().values()].flatMap((r) => r.types))];
  }

  reaction(name: string): ReactionHandler | undefined {
    return this.all().get(name)?.run;
  }

  schedules(): { name: string; everySeconds: number; run: () => Promise<void> }[] {
    return this.methods()
      .map((m) => ({ ...m, seconds: Reflect.getMetadata(everyKey, m.handler) as number | undefined }))
      .filter((m) => m.seconds !== undefined)
      .map((m) => ({ name: m.name, everySeconds: m.seconds!, run: m.run as () => Promise<void> }));
  }

  private all() {
    this.reactions ??= new Map(
      this.methods()
        .map((m) => ({ ...m, types: Reflect.getMetadata(reactsKey, m.handler) as string[] | undefined }))
        .filter((m) => m.types !== undefined)
        .map((m) => [m.name, { name: m.name, types: m.types!, run: m.run as unknown as ReactionHandler }]),
    );
    return this.reactions;
  }

  private methods(): Found[] {
    return this.discovery.getProviders().flatMap(({ instance }) => {
      const prototype =
        instance && typeof instance === 'object' ? (Object.getPrototypeOf(instance) as object) : null;
      if (!prototype) return [];
      return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
        const handler = (prototype as Record<string, unknown>)[method];
        if (typeof handler !== 'function') return [];
        const run = (handler as (...args: never[]) => Promise<void>).bind(instance);
        return [{ name: `${prototype.constructor.name}.${method}`, run, handler }];
      });
    });
  }
}
