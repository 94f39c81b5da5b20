import { castOf, type Player } from './recipes/cast.js';
import { rootFields } from './recipes/full-document.js';
import { recipeOf } from './recipes/registry.js';
import type { Scene } from './recipes/scene.js';
import { Stage } from './recipes/stage.js';
import { verdictOn } from './recipes/verdict.js';

/** How a socket says the same as an error code would. */
const closes: Readonly<Record<number, string>> = { 4401: 'UNAUTHENTICATED', 4403: 'ORGANIZATION_REQUIRED' };

/** A1 over the WebSocket: every subscription × everybody. */
describe('subscriptions', () => {
  let stage: Stage;
  let cast: Player[];
  beforeAll(async () => {
    stage = await Stage.set();
    cast = await castOf(stage);
  });
  afterAll(() => stage.stop());

  /** Everything a player hears until the newest thing of their own organisation, or how they were sent away. */
  async function listen(player: Player, field: string, last: Record<'A' | 'B', string[]>): Promise<Heard> {
    const { variables } = await recipeOf(field).fresh(stage.a, player.actor);
    // Of everything there is, not of one thing in A: who listens must hear what is their own.
    const subscription = player.actor.subscribe(stage.document(field), { ...variables, id: undefined });
    const shut = subscription.socket.closed.then(({ code }) => closes[code] ?? String(code));
    const frames: string[] = [];
    const read = async (): Promise<string> => {
      for (;;) {
        const frame = JSON.stringify(await subscription.next());
        frames.push(frame);
        if (
          recipeOf(field).tellsAtOnce ||
          player.of === null ||
          last[player.of].some((id) => frame.includes(id))
        )
          return 'admitted';
      }
    };
    // An error says why; a socket that was closed says it by its code.
    const told = await read().catch(async (error: unknown) => {
      const code = /"code":"(\w+)"/.exec(error instanceof Error ? error.message : '')?.[1];
      return code && code !== 'undefined' && Number.isNaN(Number(code)) ? code : await shut;
    });
    subscription.stop();
    return { told, frames };
  }

  it('tell everybody about their own organisation only, or nothing', async () => {
    const newest = async (scene: Scene) => [(await scene.approval()).id, await scene.runtimeSession()];
    const last = { A: await newest(stage.a), B: await newest(stage.b) };
    await stage.a.seal();
    await stage.b.seal();
    const fields = rootFields(stage.schema).filter((field) => field.startsWith('Subscription.'));
    const faults: string[] = [];
    let frames = 0;
    for (const field of fields) {
      for (const player of cast) {
        const verdict = verdictOn(player, stage.access().get(field)!);
        const heard = await listen(player, field, last);
        const foreign = heard.frames.filter((frame) => player.of !== 'A' && frame.includes(stage.a.canary));
        frames += heard.frames.length;
        const expected = player.as === 'anonymous' ? 'UNAUTHENTICATED' : verdict;
        if (heard.told !== expected)
          faults.push(`${field} as ${player.name}: ${heard.told} instead of ${expected}`);
        if (foreign.length > 0) faults.push(`${field} as ${player.name}: ${foreign.length} foreign frames`);
      }
    }
    console.log(
      `A1 subscriptions: ${fields.length} × ${cast.length} actors, ${frames} frames heard, ${faults.length} faults`,
    );
    expect(faults).toEqual([]);
    expect(frames).toBeGreaterThan(fields.length);
  });

  it('say whose mistake a wrong variable is', async () => {
    const subscription = stage.a.owner.subscribe(stage.document('Subscription.activity'), { after: 'soon' });
    await expect(subscription.next()).rejects.toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
    subscription.stop();
  });
});

interface Heard {
  told: string;
  frames: string[];
}
