import { allPermissions, tokenScopes, type Permission } from '../../server/platform/auth/permissions.js';
import { codeOf, rawCall } from './recipes/raw-call.js';
import { recipeOf } from './recipes/registry.js';
import { Stage } from './recipes/stage.js';
import { changed } from './recipes/tables.js';
import { urlOf } from './recipes/recipe.js';

/** C2: automation with everything it can get against everything that is for people. */
describe('a service token', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(() => stage.stop());

  /** Root fields that no scope opens. Subscriptions have no HTTP; the suite of subscriptions opens sockets for them. */
  const forPeople = () =>
    [...stage.access()].filter(([field, access]) => {
      if (field.startsWith('Subscription.')) return false;
      if (access.kind === 'permission') return !tokenScopes.includes(access.permission as Permission);
      return access.kind === 'signed-in' || recipeOf(field).peopleOnly === true;
    });

  /** Minted by an owner who asks for everything, a wildcard included; then its row is rewritten to hold every permission. */
  async function mightiest() {
    const token = await stage.a.organization.serviceToken([...allPermissions, '*']);
    const written = await stage.tables.db.query(`update service_tokens set scopes = $2 where id = $1`, [
      token.tokenId,
      [...allPermissions, '*'],
    ]);
    expect(written.rowCount).toBe(1);
    return token;
  }

  it('does nothing that only people do, whatever it holds', async () => {
    const token = await mightiest();
    const faults: string[] = [];
    const fields = forPeople();
    for (const [field] of fields) {
      const { variables } = await recipeOf(field).fresh(stage.a, stage.a.owner);
      const url = await urlOf(recipeOf(field), stage.a, { variables });
      const before = await stage.tables.printsOf(stage.a.id, stage.a.owner.userId);
      const answer = await rawCall(url, token, { query: stage.document(field), variables });
      const moved = changed(before, await stage.tables.printsOf(stage.a.id, stage.a.owner.userId));
      if (codeOf(answer) !== 'FORBIDDEN') faults.push(`${field}: ${answer.text.slice(0, 200)}`);
      if (moved.length > 0) faults.push(`${field} changed ${moved.join(', ')}`);
    }
    console.log(`C2: ${fields.length} operations for people only, ${faults.length} done by a token`);
    expect(faults).toEqual([]);
    expect(fields.map(([field]) => field)).toEqual(
      expect.arrayContaining([
        'Mutation.decideApproval',
        'Mutation.createServiceToken',
        'Mutation.createApprovalPolicy',
      ]),
    );
  });
});
