// Lists approvals, follows them live with a service token, and decides one with a person's access token.
// CLAWBUTLER_URL, CLAWBUTLER_TOKEN (service token), CLAWBUTLER_ACCESS_TOKEN (a person's, ten minutes). Run: npx tsx approvals.ts
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const url = process.env.CLAWBUTLER_URL ?? 'http://127.0.0.1:4600';
const authorization = `Bearer ${process.env.CLAWBUTLER_TOKEN}`;

async function gql(query: string, variables: object, bearer = authorization) {
  const headers = { 'content-type': 'application/json', authorization: bearer };
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: any; errors?: { message: string }[] }; // eslint-disable-line
  if (errors) throw new Error(errors[0]?.message);
  return data;
}

const waiting =
  'query { approvals(filter: {states: [PENDING]}) { edges { node { id digest action risk } } } }';
for (const { node } of (await gql(waiting, {})).approvals.edges)
  console.log('waiting', node.risk, node.action);

const live = createClient({
  url: `${url.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { authorization },
});
const changes =
  'subscription { approvalChanged { ... on ApprovalChange { seq type approval { id digest state action } } } }';
type Change = {
  seq: number;
  type: string;
  approval: { id: string; digest: string; state: string; action: string };
};
for await (const { data } of live.iterate<{ approvalChanged: Change }>({ query: changes })) {
  const { seq, type, approval } = data!.approvalChanged;
  console.log(seq, type, approval.state, approval.action);
  if (type === 'approval.executed') break;
  if (type !== 'approval.asked' || !process.env.CLAWBUTLER_ACCESS_TOKEN) continue;
  const decide = 'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename } }';
  const input = { id: approval.id, digest: approval.digest, decision: 'DENY', reason: 'Example: nobody may' };
  console.log('decided', await gql(decide, { input }, `Bearer ${process.env.CLAWBUTLER_ACCESS_TOKEN}`));
}
