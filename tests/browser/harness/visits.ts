import type { Company } from './company.js';
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
    ['/o/:slug/policies/:policyId', `${home}/policies/${createApprovalPolicy.id}`],
  ]);
}

async function digestOf(company: Company, id: string): Promise<string> {
  const { approval } = await company.world.owner.gql('query ($id: ID!) { approval(id: $id) { digest } }', {
    id,
  });
  return approval.digest as string;
}
