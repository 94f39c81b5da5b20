import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../../server/testing/agents-room.js';
import { eventually } from '../../../server/testing/eventually.js';
import { ObedientGateway } from '../../../server/testing/obedient-gateway.js';
import type { Seeded } from '../seeded.js';
import { ApprovalDesk } from './approval-desk.js';
import { Approver } from './approver.js';
import { Follower } from './follower.js';
import { History } from './history.js';
import { Housekeeper } from './housekeeper.js';
import { Product, type Backend } from './product.js';
import type { Victim } from './winds.js';

const approvers = 4;
const followers = 3;
const askEveryMs = 50;
/** More than this waiting at once teaches nothing new. */
const mostWaiting = 60;
/** A kill waits this long for decisions to be on their way, then comes anyway. */
const patienceMs = 3000;

/** The product under load, and the wind that kills its parts. */
export class Storm {
  readonly history = new History();
  readonly approvers: Approver[] = [];
  readonly followers: Follower[] = [];
  /** How long each recovery took, in milliseconds. */
  readonly recoveries: { victim: Victim; ms: number }[] = [];
  /** How long a process took to start before the storm: what the machine allows today. */
  calmStartMs = 0;
  private asking: NodeJS.Timeout | null = null;

  private constructor(
    readonly product: Product,
    readonly gateway: ObedientGateway,
    readonly desk: ApprovalDesk,
    readonly housekeeper: Housekeeper,
    private readonly random: Seeded,
  ) {}

  static async brew(backend: Backend, random: Seeded): Promise<Storm> {
    const gateway = await ObedientGateway.start();
    const desk = new ApprovalDesk(gateway, random);
    const product = await Product.start(backend);
    const { world } = product;
    const storm = new Storm(product, gateway, desk, new Housekeeper(world.owner), random);
    for (let n = 1; n <= approvers; n++) {
      const person = await world.member('APPROVER');
      storm.approvers.push(new Approver(`approver-${n}`, person, random, storm.history));
    }
    for (let n = 1; n <= followers; n++)
      storm.followers.push(new Follower(`follower-${n}`, world.owner, storm.history));
    await connect(world.owner, 'Storm', gateway.url);
    await eventually(async () => gateway.openPeers > 0, 'the link to the gateway');
    storm.calmStartMs = await product.apis[0]!.timeStart();
    return storm;
  }

  private get deciding(): number {
    return this.approvers.filter((one) => one.deciding).length;
  }

  begin(): void {
    this.asking = setInterval(() => {
      if (this.desk.pending.length < mostWaiting) this.desk.ask();
    }, askEveryMs);
    for (const one of [...this.approvers, ...this.followers, this.housekeeper]) one.start();
  }

  /** One gust: everybody named is killed, the second one while the first is still down or just back. */
  async gust(round: number, victims: readonly Victim[]): Promise<void> {
    await pause(this.random.below(800));
    await eventually(async () => this.deciding > 1, 'decisions on their way', patienceMs).catch(() => null);
    await pause(this.random.below(30));
    const strikes: Promise<void>[] = [];
    for (const victim of victims) {
      if (strikes.length > 0) await pause(this.random.below(400));
      strikes.push(this.strike(round, victim));
    }
    await Promise.all(strikes);
  }

  /** Nothing new is asked; what waits is decided and delivered. */
  async calm(): Promise<void> {
    if (this.asking) clearInterval(this.asking);
    await this.housekeeper.stop();
    await eventually(async () => this.desk.pending.length === 0, 'every decision at the gateway', 60_000);
    await Promise.all(this.approvers.map((one) => one.stop()));
  }

  /** However it went: leaves nothing running. */
  async end(): Promise<void> {
    if (this.asking) clearInterval(this.asking);
    const people = [...this.followers, ...this.approvers, this.housekeeper];
    await Promise.allSettled(people.map((one) => one.stop()));
    await this.product.stop();
    await this.gateway.down();
  }

  private async strike(round: number, victim: Victim): Promise<void> {
    const note = { proc: 'wind', op: 'kill', key: String(round), victim };
    this.history.note({ ...note, phase: 'invoke' });
    const began = performance.now();
    await this.kill[victim]();
    await eventually(() => this.answers(), `an answer after the kill of ${victim}`, 60_000);
    const ms = Math.round(performance.now() - began);
    this.recoveries.push({ victim, ms });
    this.history.note({ ...note, phase: 'ok', ms });
  }

  /** Each resolves when the one that was killed is back. */
  private readonly kill: Record<Victim, () => Promise<void>> = {
    api: async () => {
      const [api] = this.product.apis;
      const back = api!.started();
      api!.kill();
      await back;
    },
    worker: async () => {
      const [worker] = this.product.workers;
      const back = worker!.started();
      worker!.kill();
      await back;
    },
    // While another strike keeps the database down there is no backend to kill: wait for one.
    backend: () =>
      eventually(
        async () => {
          await this.product.database.killBackend((pids) => this.random.pick(pids));
          return true;
        },
        'a backend to kill',
        60_000,
      ).then(() => undefined),
    postmaster: () => this.product.database.killPostmaster(),
    valkey: () => this.product.killValkey(),
  };

  /** Does the API answer somebody who is signed in, out of the database? */
  private async answers(): Promise<boolean> {
    const answer = await this.product.world.owner.call('{ pendingApprovalCount }');
    return answer.errors === undefined;
  }
}
