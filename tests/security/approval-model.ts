import fc from 'fast-check';
import type { Person } from '../../server/testing/actor.js';
import { engage, lift } from '../../server/testing/agents-room.js';
import { eventually } from '../../server/testing/eventually.js';
import type { ApprovalDesk, Asked } from './approval-desk.js';

type Decision = 'ALLOW_ONCE' | 'ALLOW_ALWAYS' | 'DENY';
type State = 'PENDING' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'CANCELLED';

interface Expected {
  asked: Asked;
  /** Where it may stand now: more than one where a race is not over for the model. */
  states: readonly State[];
  /** Its time is over, whether the sweeper came by or not. */
  due: boolean;
}

export interface Model {
  approvals: Expected[];
  killed: boolean;
}

export interface Real {
  desk: ApprovalDesk;
  people: readonly Person[];
  owner: Person;
  sweep: () => Promise<void>;
  order: string | null;
  /** Commands run so far, over all runs. */
  ran: { count: number };
}

type Step = fc.AsyncCommand<Model, Real>;

const decided: Record<Decision, State> = {
  ALLOW_ONCE: 'APPROVED',
  ALLOW_ALWAYS: 'APPROVED',
  DENY: 'REJECTED',
};

/** A step on one of the approvals there are; it has nothing to do while there is none. */
function step(
  name: string,
  at: number,
  act: (one: Expected, model: Model, real: Real) => Promise<void>,
): Step {
  return {
    check: (model) => model.approvals.length > 0,
    run: async (model, real) => {
      real.ran.count++;
      await act(model.approvals[at % model.approvals.length]!, model, real);
    },
    toString: () => `${name}(${at})`,
  };
}

function open(one: Expected): boolean {
  return one.states[0] === 'PENDING' && !one.due;
}

/** What one decision must come to. */
function expectedOf(one: Expected, model: Model, decision: Decision, stale: boolean): string {
  if (stale) return 'ApprovalDigestMismatch';
  if (!open(one)) return 'ApprovalAlreadyDecided';
  return model.killed && decision !== 'DENY' ? 'ApprovalDecisionForbidden' : 'Approval';
}

function must(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${what}: expected ${String(expected)}, got ${String(actual)}`);
}

const ask = (count: number): Step => ({
  check: () => true,
  run: async (model, real) => {
    real.ran.count++;
    const rows = await real.desk.ask(count);
    // Under a kill switch what is asked is denied in the transaction that records it.
    const state: State = model.killed ? 'REJECTED' : 'PENDING';
    for (const asked of rows) {
      must('state of a new request', asked.state, state);
      model.approvals.push({ asked, states: [state], due: false });
    }
  },
  toString: () => `ask(${count})`,
});

const decide = (at: number, by: number, decision: Decision, stale: boolean): Step =>
  step(`decide ${decision}${stale ? ' stale' : ''}`, at, async (one, model, { desk, people }) => {
    const expected = expectedOf(one, model, decision, stale);
    const changes = stale
      ? { digest: one.asked.digest.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) }
      : {};
    must(
      'a decision',
      await desk.decide(people[by % people.length]!, one.asked, decision, changes),
      expected,
    );
    if (expected === 'Approval') one.states = [decided[decision]];
  });

const together = (at: number, decisions: readonly Decision[]): Step =>
  step(`together ${decisions.join()}`, at, async (one, model, { desk, people }) => {
    const answers = await Promise.all(
      decisions.map((decision, n) => desk.decide(people[n % people.length]!, one.asked, decision)),
    );
    const allowed = decisions.filter((decision) => expectedOf(one, model, decision, false) === 'Approval');
    must('winners', answers.filter((answer) => answer === 'Approval').length, Math.min(1, allowed.length));
    const winner = decisions[answers.indexOf('Approval')];
    if (winner) one.states = [decided[winner]];
  });

const expire = (at: number): Step =>
  step('expire', at, async (one, _model, { desk }) => {
    if (!open(one)) return;
    await desk.letExpire(one.asked);
    one.due = true;
    one.states = ['PENDING', 'EXPIRED'];
  });

const sweep = (at: number): Step =>
  step('sweep', at, async (one, _model, real) => {
    await real.sweep();
    if (!one.due) return;
    // Another sweeper may hold the row at this moment; it is done a moment later.
    await eventually(async () => (await real.desk.stateOf(one.asked)) === 'EXPIRED', 'the sweeper');
    one.states = ['EXPIRED'];
  });

const abort = (at: number): Step =>
  step('abort', at, async (one, _model, { desk }) => {
    if (!open(one)) return;
    desk.gateway.abort(one.asked.external_id);
    await eventually(async () => (await desk.stateOf(one.asked)) === 'CANCELLED', 'the end at the gateway');
    one.states = ['CANCELLED'];
  });

/** The run is aborted, or another command shown under the same id, while somebody decides: either may be first. */
const interfere = (at: number, decision: Decision, how: 'abort' | 'swap'): Step =>
  step(`${how} during ${decision}`, at, async (one, model, { desk, people }) => {
    if (!open(one) || model.killed) return;
    if (how === 'abort') desk.gateway.abort(one.asked.external_id);
    else desk.gateway.swap(one.asked.external_id, 'rm -rf /');
    const answer = await desk.decide(people[0]!, one.asked, decision);
    if (answer === 'Approval') one.states = [decided[decision]];
    else {
      must('a decision that came late', answer, 'ApprovalAlreadyDecided');
      one.states = [how === 'abort' ? 'CANCELLED' : 'REJECTED'];
    }
  });

const look = (at: number): Step =>
  step('look', at, async (one, _model, { desk }) => {
    const state = (await desk.stateOf(one.asked)) as State;
    if (!one.states.includes(state)) must('the state', state, one.states.join(' or '));
  });

const toggleKill = (): Step => ({
  check: () => true,
  run: async (model, real) => {
    real.ran.count++;
    if (real.order !== null) await lift(real.owner, real.order);
    real.order = model.killed
      ? null
      : (await engage(real.owner, { scope: 'CONNECTOR', targetId: real.desk.connectorId })).id;
    model.killed = !model.killed;
  },
  toString: () => 'toggleKill',
});

const index = fc.nat({ max: 50 });
const decision = fc.constantFrom<Decision>('ALLOW_ONCE', 'ALLOW_ALWAYS', 'DENY');

/** Everything that may happen to approvals, often what happens often. */
export const steps = [
  fc.integer({ min: 1, max: 4 }).map(ask),
  fc.tuple(index, index, decision, fc.boolean()).map((given) => decide(...given)),
  fc.tuple(index, index, decision).map(([at, by, what]) => decide(at, by, what, false)),
  fc.tuple(index, fc.array(decision, { minLength: 2, maxLength: 5 })).map((given) => together(...given)),
  index.map(expire),
  index.map(sweep),
  index.map(abort),
  fc
    .tuple(index, decision, fc.constantFrom('abort' as const, 'swap' as const))
    .map((given) => interfere(...given)),
  index.map(look),
  index.map(look),
  index.map(look),
  fc.nat({ max: 9 }).map((n) => (n === 0 ? toggleKill() : ask(1))),
];
