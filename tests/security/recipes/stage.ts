import type { GraphQLSchema } from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { BootCheck } from '../../../server/platform/graphql/boot-check.js';
import type { Access } from '../../../server/platform/graphql/can.js';
import { createTestApp, type TestApp } from '../../../server/testing/test-app.js';
import { createWorld, type World } from '../../../server/testing/world.js';
import { fullDocument } from './full-document.js';
import { Scene } from './scene.js';
import { Tables } from './tables.js';

/**
 * Two furnished organisations on one installation. No worker runs, so that nothing moves but what a test moves;
 * what gateways would have told comes in through the rooms' own services.
 */
export class Stage {
  private readonly documents = new Map<string, string>();

  private constructor(
    readonly world: World,
    /** The organisation under attack. */
    readonly a: Scene,
    /** The organisation others come from. */
    readonly b: Scene,
    readonly tables: Tables,
    private readonly clouds: Promise<TestApp>[],
  ) {}

  static async set(): Promise<Stage> {
    const app = await createTestApp({ role: 'api' });
    const world = await createWorld(app);
    const clouds: Promise<TestApp>[] = [];
    const env = { CLAWBUTLER_SMTP_URL: 'smtp://127.0.0.1:9' };
    const cloud = () => (clouds[0] ??= createTestApp({ beside: app, role: 'api', mode: 'cloud', env }));
    const a = await Scene.furnish(world, 'zqxa7', cloud);
    const b = await Scene.furnish(world, 'zqxb7', cloud);
    return new Stage(world, a, b, await Tables.of(app.database), clouds);
  }

  get app(): TestApp {
    return this.world.app;
  }

  /** The schema as the server built it. */
  get schema(): GraphQLSchema {
    return this.app.app.get(GraphQLSchemaHost, { strict: false }).schema;
  }

  /** Root field → what its resolver's decorator asks for. */
  access(): Map<string, Access> {
    return this.app.app.get(BootCheck).accessTable();
  }

  /** The operation that asks a root field for everything. */
  document(coordinate: string): string {
    const known = this.documents.get(coordinate) ?? fullDocument(this.schema, coordinate);
    this.documents.set(coordinate, known);
    return known;
  }

  async stop(): Promise<void> {
    await this.tables.close();
    for (const cloud of this.clouds) await (await cloud).stop();
    await this.a.stop();
    await this.b.stop();
    await this.app.stop();
  }
}
