import type { SessionBatchInput } from '../../../schema/generated/types.js';
import type { Company } from './company.js';
import { entryOf, found, Machine } from './machine.js';
import type { Product } from './product.js';

/** Where to go for each pattern with a name in it; a pattern that is missing here fails its test. */
export type Visits = ReadonlyMap<string, string>;

const firstId = async (company: Company, field: string, query: string): Promise<string> => {
  const answer = await company.world.owner.gql(query);
  return answer[field].edges[0].node.id as string;
};

/** Fills a company with something to look at on every page. */
export async function furnish(company: Company, unclaimed: Product): Promise<Visits> {
  const { owner } = company.world;
  const decided = await company.ask({ command: 'git push --force origin main' });
  await owner.gql(
    `mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename } }`,
    {
      input: {
        id: decided,
        digest: await digestOf(company, decided),
        decision: 'DENY',
        reason: 'Not on a Friday',
      },
    },
  );
  const pending = await company.ask({
    command: `deploy \u202e --to prod ${'--flag=value '.repeat(60)}`,
    more: { warningText: 'It writes outside of the workspace.' },
  });
  const { createApprovalPolicy } = await owner.gql(
    'mutation ($input: ApprovalPolicyInput!) { createApprovalPolicy(input: $input) { id } }',
    { input: { name: 'No force', effect: 'DENY', commands: ['*--force*'] } },
  );
  const { inviteMember } = await owner.gql(
    'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { url } }',
    { input: { role: 'VIEWER' } },
  );
  const { engageKillSwitch } = await owner.gql(
    'mutation ($input: KillInput!) { engageKillSwitch(input: $input) { id } }',
    { input: { scope: 'CONNECTOR', targetId: company.connectorId, reason: 'A drill' } },
  );
  await company.world.serviceToken(['approvals:read']);
  const agent = await firstId(company, 'agents', '{ agents(first: 1) { edges { node { id } } } }');
  const event = await firstId(company, 'auditEvents', '{ auditEvents(first: 1) { edges { node { id } } } }');
  const { hostId, sessionId } = await pairedMachine(company);
  const home = '/o/home';
  return new Map([
    ['/*', '/no-such-page'],
    ['/setup', unclaimed.setupLink!],
    ['/invite/:token', new URL(inviteMember.url).pathname],
    ['/o/:slug/*', `${home}/no-such-page`],
    ['/o/:slug/approvals/:approvalId', `${home}/approvals/${pending}`],
    ['/o/:slug/approvals/history/:approvalId', `${home}/approvals/history/${decided}`],
    ['/o/:slug/agents/:id', `${home}/agents/${agent}`],
    ['/o/:slug/agents/stops/:id', `${home}/agents/stops/${engageKillSwitch.id}`],
    ['/o/:slug/audit/:eventId', `${home}/audit/${event}`],
    ['/o/:slug/connectors/:id', `${home}/connectors/${company.connectorId}`],
    ['/o/:slug/connectors/:id/edit', `${home}/connectors/${company.connectorId}/edit`],
    ['/o/:slug/hosts/:id', `${home}/hosts/${hostId}`],
    ['/o/:slug/sessions/:id', `${home}/sessions/${sessionId}`],
    ['/o/:slug/policies/:policyId', `${home}/policies/${createApprovalPolicy.id}`],
  ]);
}

/** A machine with one runtime that is read, one that is not, and a session with something of every kind. */
async function pairedMachine(company: Company): Promise<{ hostId: string; sessionId: string }> {
  const { owner } = company.world;
  const { createHostEnrolment } = await owner.gql('mutation { createHostEnrolment { token } }');
  const machine = new Machine(company.app.url, 'build-1');
  const { hostId } = await machine.pairing.enrol(createHostEnrolment.token);
  const claude = found('Claude Code in ~/.claude', '~/.claude', { backlogBytes: 40_000 });
  const codex = found('Codex in ~/.codex', '~/.codex', { kind: 'CODEX', key: 'codex:~/.codex' });
  await machine.report([claude, codex], { problems: ['The disk is nearly full.'] });
  const { runtimeHost } = await owner.gql(
    'query ($id: ID!) { runtimeHost(id: $id) { instances { id kind } } }',
    { id: hostId },
  );
  const instanceId = runtimeHost.instances.find(({ kind }: { kind: string }) => kind === 'CLAUDE_CODE').id;
  await owner.gql(
    'mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { id } }',
    { input: [{ instanceId, contentPolicy: 'FULL' }] },
  );
  await machine.sync({ instanceId, ...conversation });
  machine.scrap();
  const sessionId = await firstId(
    company,
    'sessions',
    '{ sessions(filter: {relations: [MAIN]}, first: 1) { edges { node { id } } } }',
  );
  return { hostId: hostId!, sessionId };
}

const tool = { toolName: 'Bash', toolCallId: 't1' };
const facts = { status: 'RUNNING', sourceGone: false, cwd: '/src/web', branch: 'main' } as const;
const conversation = {
  sessions: [
    { ...facts, externalId: 's1', relation: 'MAIN', title: `Repair ${'the build '.repeat(12)}` },
    { ...facts, externalId: 's2', relation: 'SUBAGENT', parentExternalId: 's1', title: 'Look around' },
  ],
  entries: [
    entryOf('s1', 0, 'MESSAGE', { role: 'USER', text: `Repair it \u202e ${'now and well '.repeat(500)}` }),
    entryOf('s1', 1, 'REASONING', { role: 'ASSISTANT', text: 'Where to begin' }),
    entryOf('s1', 2, 'TOOL_CALL', { role: 'ASSISTANT', text: `{"command":"${'x'.repeat(300)}"}`, ...tool }),
    entryOf('s1', 3, 'TOOL_RESULT', { role: 'TOOL', text: 'No such file', isError: true, ...tool }),
    entryOf('s1', 4, 'DECISION', { role: 'USER', text: 'rejected', isError: true }),
    entryOf('s1', 5, 'COMPACTION', { role: 'SYSTEM', text: 'So far nothing' }),
    entryOf('s1', 6, 'MODEL_SWITCH', { model: 'claude-haiku-4-5' }),
    entryOf('s1', 7, 'NOTICE', { toolName: 'environment', text: '{}' }),
    entryOf('s1', 8, 'MESSAGE', { role: 'ASSISTANT', withheld: true, textLength: 1204 }),
  ],
  usages: [
    {
      ...{ sessionExternalId: 's1', key: 'u1', model: 'claude-haiku-4-5', input: 900, output: 100 },
      ...{ cacheRead: 10, cacheWrite: 10, cacheWriteLong: 10, reasoning: 50 },
    },
  ],
} satisfies Omit<SessionBatchInput, 'instanceId'>;

async function digestOf(company: Company, id: string): Promise<string> {
  const { approval } = await company.world.owner.gql('query ($id: ID!) { approval(id: $id) { digest } }', {
    id,
  });
  return approval.digest as string;
}
