import type { Access } from '../../../server/platform/graphql/can.js';
import type { Player } from './cast.js';
import { codeOf, rawCall, type RawAnswer } from './raw-call.js';
import { urlOf, type Ready } from './recipe.js';
import { recipeOf } from './registry.js';
import type { Stage } from './stage.js';
import { changed } from './tables.js';
import { verdictOn, type Verdict } from './verdict.js';

/** What one cell of the matrix showed; faults are in words, and there should be none. */
export interface Cell {
  field: string;
  who: string;
  verdict: Verdict;
  faults: string[];
}

/** So many knock at shut doors at once. */
const atOnce = 8;

/** One person's right to be told about themselves: fields that show A to its own member, whichever organisation they name. */
const aboutOneself = (player: Player, access: Access) =>
  player.name === 'member of both naming B' && access.kind !== 'permission';

/** Tries every root field as somebody, against organisation A. */
export class Attack {
  /** Prepared once for everybody who will not get in: nothing uses it up. */
  private readonly untouched = new Map<string, Ready>();

  constructor(
    private readonly stage: Stage,
    private readonly access: ReadonlyMap<string, Access>,
    /** Judges leaks only: for runs in which a layer is switched off, so that other doors are open. */
    private readonly leaksOnly = false,
  ) {}

  /** One row of the matrix. First everybody who should leave A as it is, then those who may change it. */
  async row(field: string, cast: readonly Player[]): Promise<Cell[]> {
    const { a, tables } = this.stage;
    const insiders = cast.filter((player) => this.entitled(player, field));
    const others = cast.filter((player) => !insiders.includes(player));
    const cells: Cell[] = [];
    await this.prepared(others[0]!, field);
    const before = await tables.printsOf(a.id, a.owner.userId);
    for (let from = 0; from < others.length; from += atOnce) {
      await a.forgetAttempts();
      const group = others.slice(from, from + atOnce);
      cells.push(...(await Promise.all(group.map((player) => this.shut(player, field)))));
    }
    const moved = changed(before, await tables.printsOf(a.id, a.owner.userId));
    if (moved.length > 0) cells[0]!.faults.push(`somebody who may not changed ${moved.join(', ')}`);
    for (const player of insiders) cells.push(await this.open(player, field));
    return cells;
  }

  /** Whether somebody has every right to get what they ask for in A. Public fields ask for a secret instead. */
  private entitled(player: Player, field: string): boolean {
    if (this.leaksOnly || recipeOf(field).withoutSecret) return false;
    return player.of === 'A' && this.verdict(player, field) === 'admitted';
  }

  /** Somebody who may: it must work. */
  private async open(player: Player, field: string): Promise<Cell> {
    const recipe = recipeOf(field);
    const answer = await this.send(player, field, await recipe.fresh(this.stage.a, player.actor));
    const faults = codeOf(answer) ? [`was refused: ${answer.text.slice(0, 300)}`] : [];
    const { data } = JSON.parse(answer.text) as { data: Record<string, unknown> | null };
    if (faults.length === 0 && recipe.happened && !recipe.happened(data![field.split('.')[1]!]))
      faults.push(`had no effect: ${answer.text.slice(0, 300)}`);
    return { field, who: player.name, verdict: 'admitted', faults };
  }

  /** Somebody who may not, or whose rights end elsewhere: nothing of A comes out. */
  private async shut(player: Player, field: string): Promise<Cell> {
    const verdict = this.verdict(player, field);
    const answer = await this.send(player, field, await this.prepared(player, field));
    const code = codeOf(answer);
    const faults: string[] = [];
    if (!this.leaksOnly && !isVerdict(code, verdict))
      faults.push(`expected ${verdict}, got ${code ?? answer.text.slice(0, 200)}`);
    if (!this.mayShow(player, field) && leaks(answer, this.stage.a.canary))
      faults.push(`leaks: ${answer.text.slice(0, 400)}`);
    return { field, who: player.name, verdict, faults };
  }

  /** People see themselves, and members who are admitted see their organisation. */
  private mayShow(player: Player, field: string): boolean {
    if (player.of === 'A') return this.verdict(player, field) === 'admitted';
    return aboutOneself(player, this.access.get(field)!);
  }

  private verdict(player: Player, coordinate: string): Verdict {
    const byTable = verdictOn(player, this.access.get(coordinate)!);
    const { alsoNeeds, peopleOnly } = recipeOf(coordinate);
    if (byTable !== 'admitted') return byTable;
    if (peopleOnly && (player.as === 'token' || player.as === 'host')) return 'FORBIDDEN';
    if (!alsoNeeds) return byTable;
    return verdictOn(player, { kind: 'permission', permission: alsoNeeds });
  }

  private async prepared(player: Player, coordinate: string): Promise<Ready> {
    const { a } = this.stage;
    const recipe = recipeOf(coordinate);
    if (recipe.withoutSecret) return { variables: recipe.withoutSecret(a) };
    // What a person does to their own account, they do with a session of their own.
    if (this.access.get(coordinate)!.kind !== 'permission' && !recipe.alsoNeeds)
      return neutral(await recipe.fresh(a, player.actor), a.canary);
    const known = this.untouched.get(coordinate) ?? neutral(await recipe.fresh(a, a.owner), a.canary);
    this.untouched.set(coordinate, known);
    return { variables: known.variables };
  }

  private async send(player: Player, coordinate: string, ready: Ready): Promise<RawAnswer> {
    const query = this.stage.document(coordinate);
    const url = await urlOf(recipeOf(coordinate), this.stage.a, ready);
    return rawCall(url, ready.by ?? player.actor, { query, variables: ready.variables });
  }
}

/** The same with words of the caller's own: what somebody says themselves and hears again is no leak. */
const neutral = ({ by, variables }: Ready, canary: string): Ready => ({
  variables: JSON.parse(JSON.stringify(variables).replaceAll(canary, 'own')) as Ready['variables'],
  by,
});

/** A shut door answers with its own code; an open one with anything else. */
function isVerdict(code: string | undefined, verdict: Verdict): boolean {
  return verdict === 'admitted' ? code !== 'FORBIDDEN' && code !== 'ORGANIZATION_REQUIRED' : code === verdict;
}

/** Names reach answers in any case: addresses are made of them. */
export const leaks = (answer: RawAnswer, canary: string) =>
  answer.text.toLowerCase().includes(canary) || JSON.stringify(answer.headers).toLowerCase().includes(canary);
