import type { Actor, Automation, Person } from '../../server/testing/actor.js';
import { engage, lift } from '../../server/testing/agents-room.js';
import type { Answer, Loose } from '../../server/testing/graphql-caller.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../../server/testing/world.js';
import { ApprovalDesk, decideDocument, type Asked } from './approval-desk.js';

let app: TestApp;
let world: World;
let desk: ApprovalDesk;
let other: TestOrganization;
let approver: Person;
let automation: Automation;
let tried = 0;

beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  desk = await ApprovalDesk.open(app, world.owner);
  approver = await world.member('APPROVER');
  const { grantableScopes } = await world.owner.gql('{ grantableScopes }');
  automation = await world.serviceToken(grantableScopes);
});
afterAll(async () => {
  await desk.close();
  await app.stop();
});

const inputOf = ({ id, digest }: Asked, changes: object = {}) => ({
  id,
  digest,
  decision: 'ALLOW_ONCE',
  ...changes,
});

/** How an attempt ended: an error's code, or the type that was answered. */
function endOf({ code, data }: Answer<Loose>): string {
  return code ?? (data.decideApproval.__typename as string);
}

async function attempt(by: Actor, asked: Asked, changes: object = {}, options = {}): Promise<string> {
  tried++;
  return endOf(await by.call(decideDocument, { input: inputOf(asked, changes) }, options));
}

async function fresh(): Promise<Asked> {
  return (await desk.ask(1))[0]!;
}

describe('D3: forged decisions', () => {
  afterEach(async () => {
    const allowed = [...desk.gateway.held.values()].filter(({ decision }) => decision?.startsWith('allow'));
    expect(allowed).toEqual([]);
  });

  it.each([
    { decidedBy: 'x' },
    { state: 'APPROVED' },
    { decisionSource: 'POLICY' },
    { source: 'PERSON' },
    { organizationId: 'x' },
    { role: 'OWNER' },
    { force: true },
    { actor: { kind: 'PERSON' } },
    { canonicalAction: '{}' },
    { requiredRole: null },
    { expiresAt: '2099-01-01T00:00:00Z' },
    { decision: 'allow-once' },
    { decision: 'APPROVED' },
    { decision: null },
    { decision: ['ALLOW_ONCE', 'DENY'] },
    { digest: null },
    { reason: 'x'.repeat(501) },
  ])('with a field like %j is refused', async (changes) => {
    const asked = await fresh();
    expect(['INVALID_INPUT', 'BAD_OPERATION']).toContain(await attempt(approver, asked, changes));
    expect(await desk.stateOf(asked)).toBe('PENDING');
  });

  it('naming another digest is refused', async () => {
    const [asked, beside] = await desk.ask(2);
    const { digest } = asked!;
    const digests = [
      ...[
        '',
        '0'.repeat(64),
        digest.toUpperCase(),
        digest.slice(0, 63),
        `${digest} `,
        ` ${digest}`,
        `${digest}0`,
      ],
      ...[
        digest.slice(0, 8),
        beside!.digest,
        `${digest}\0`,
        digest.replace(/[a-f]/, '０'),
        '%',
        'x'.repeat(100_000),
      ],
    ];
    for (const wrong of digests)
      expect([wrong.slice(0, 70), await attempt(approver, asked!, { digest: wrong })]).toEqual([
        wrong.slice(0, 70),
        'ApprovalDigestMismatch',
      ]);
    expect(await desk.stateOf(asked!)).toBe('PENDING');
  });

  it('naming another id is refused', async () => {
    const asked = await fresh();
    for (const id of [
      '',
      asked.id.toUpperCase(),
      `${asked.id} `,
      `{${asked.id}}`,
      '%',
      `${asked.id}\0`,
      asked.external_id,
      '0',
    ])
      expect(['ApprovalNotFound', 'NOT_FOUND']).toContain(await attempt(approver, asked, { id }));
    expect(await desk.stateOf(asked)).toBe('PENDING');
  });

  it('by automation, however much its token may hold, is refused', async () => {
    const asked = await fresh();
    expect(await attempt(automation, asked)).toBe('FORBIDDEN');
    expect(await attempt(automation, asked, {}, { cookie: approver.account.cookie, origin: app.url })).toBe(
      'FORBIDDEN',
    );
    expect(await attempt(automation, asked, {}, { headers: { 'x-user-id': approver.userId } })).toBe(
      'FORBIDDEN',
    );
    expect(await automation.refusal('mutation { createAccessToken { token } }')).toBe('FORBIDDEN');
    expect(await desk.stateOf(asked)).toBe('PENDING');
  });

  it('by who may not decide is refused', async () => {
    const asked = await fresh();
    for (const role of ['VIEWER', 'AUDITOR'] as const)
      expect(await attempt(await world.member(role), asked)).toBe('FORBIDDEN');
    expect(await attempt(world.anonymous, asked)).toBe('UNAUTHENTICATED');
    const gone = await world.member('APPROVER');
    await world.owner.gql('mutation ($id: ID!) { suspendMember(userId: $id) { id } }', { id: gone.userId });
    expect(['FORBIDDEN', 'ORGANIZATION_REQUIRED']).toContain(await attempt(gone, asked));
    const lowered = await world.member('APPROVER');
    await world.owner.gql('mutation ($id: ID!) { changeMemberRole(userId: $id, role: VIEWER) { id } }', {
      id: lowered.userId,
    });
    expect(await attempt(lowered, asked)).toBe('FORBIDDEN');
    expect(await desk.stateOf(asked)).toBe('PENDING');
  });

  it('from another organisation is refused as if there were nothing', async () => {
    const asked = await fresh();
    expect(await attempt(other.owner, asked)).toBe('ApprovalNotFound');
    for (const organization of [world.home.id, world.home.slug])
      expect(['FORBIDDEN', 'ORGANIZATION_REQUIRED']).toContain(
        await attempt(other.owner, asked, {}, { organization }),
      );
    const unknown = { ...asked, id: '00000000-0000-7000-8000-000000000000' };
    expect(await attempt(other.owner, unknown)).toBe('ApprovalNotFound');
    expect(await desk.stateOf(asked)).toBe('PENDING');
  });

  it('after a denial changes nothing', async () => {
    const asked = await fresh();
    expect(await desk.decide(approver, asked, 'DENY')).toBe('Approval');
    for (const by of [approver, world.owner]) expect(await attempt(by, asked)).toBe('ApprovalAlreadyDecided');
    expect(await desk.stateOf(asked)).toBe('REJECTED');
  });

  it('after its time changes nothing', async () => {
    const asked = await fresh();
    await desk.letExpire(asked);
    expect(await attempt(approver, asked)).toBe('ApprovalAlreadyDecided');
    expect(['PENDING', 'EXPIRED']).toContain(await desk.stateOf(asked));
  });

  it('for an agent under a kill switch only a denial counts', async () => {
    const asked = await fresh();
    const order = await engage(world.owner, { scope: 'CONNECTOR', targetId: desk.connectorId });
    expect(await attempt(approver, asked)).toBe('ApprovalDecisionForbidden');
    await lift(world.owner, order.id);
    expect(await desk.stateOf(asked)).toBe('PENDING');
  });

  it('below the role that the policy wants is refused', async () => {
    const input = { name: 'Owners only', effect: 'REQUIRE_APPROVAL', requiredRole: 'OWNER', enabled: true };
    const { createApprovalPolicy: policy } = await world.owner.gql(
      'mutation ($input: ApprovalPolicyInput!) { createApprovalPolicy(input: $input) { id } }',
      { input },
    );
    const asked = await fresh();
    for (const role of ['APPROVER', 'OPERATOR', 'ADMIN'] as const)
      expect(await attempt(await world.member(role), asked)).toBe('ApprovalDecisionForbidden');
    await world.owner.gql('mutation ($id: ID!) { deleteApprovalPolicy(id: $id) }', { id: policy.id });
    expect(await attempt(approver, asked)).toBe('ApprovalDecisionForbidden');
    expect(await desk.stateOf(asked)).toBe('PENDING');
  });

  it('twice in one operation, under aliases or in a batch, counts once', async () => {
    const [first, second] = await desk.ask(2);
    const twice = `mutation ($a: DecideApprovalInput!, $b: DecideApprovalInput!) {
      a: decideApproval(input: $a) { __typename } b: decideApproval(input: $b) { __typename } }`;
    const denied = await approver.gql(twice, {
      a: inputOf(first!, { decision: 'DENY' }),
      b: inputOf(first!),
    });
    expect([denied.a.__typename, denied.b.__typename]).toEqual(['Approval', 'ApprovalAlreadyDecided']);
    const inputs = [inputOf(second!, { decision: 'DENY' }), inputOf(second!), inputOf(second!)];
    const batch = await approver.gql(
      'mutation ($inputs: [DecideApprovalInput!]!) { decideApprovals(inputs: $inputs) { __typename } }',
      { inputs },
    );
    expect(batch.decideApprovals.map((one: Loose) => one.__typename)).toEqual([
      ...['Approval', 'ApprovalAlreadyDecided', 'ApprovalAlreadyDecided'],
    ]);
    tried += 3;
  });

  it('under a key that stood for another decision is refused', async () => {
    const [first, second] = await desk.ask(2);
    const options = { idempotencyKey: 'one-key' };
    expect(
      endOf(await approver.call(decideDocument, { input: inputOf(first!, { decision: 'DENY' }) }, options)),
    ).toBe('Approval');
    expect(await attempt(approver, second!, {}, options)).toBe('CONFLICT');
    expect(await desk.stateOf(second!)).toBe('PENDING');
  });

  it('is refused every time', () => {
    process.stderr.write(`D3: ${tried} of ${tried} forged decisions refused, 0 allowed at the gateway\n`);
    expect(tried).toBeGreaterThan(50);
  });
});
