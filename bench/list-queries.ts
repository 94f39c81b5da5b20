/** A list as a client asks for it, and the bare SQL of its first page ($1 is the organisation). */
export interface ListQuery {
  name: string;
  document: string;
  sql: string;
}

export const listQueries: readonly ListQuery[] = [
  {
    name: 'approvals, inbox',
    document: `query ($after: String) { list: approvals(filter: {states: [PENDING]}, order: URGENCY, first: 50, after: $after) {
      edges { node { id action tool risk state digest askedAt expiresAt } } pageInfo { hasNextPage endCursor } } }`,
    sql: `select * from approvals where org_id = $1 and state = 'PENDING' order by expires_at, id limit 51`,
  },
  {
    name: 'approvals, history',
    document: `query ($after: String) { list: approvals(order: NEWEST, first: 50, after: $after) {
      edges { node { id action tool risk state digest askedAt expiresAt } } pageInfo { hasNextPage endCursor } } }`,
    sql: `select * from approvals where org_id = $1 order by asked_at desc, id desc limit 51`,
  },
  {
    name: 'auditEvents',
    document: `query ($after: String) { list: auditEvents(first: 50, after: $after) {
      edges { node { id seq type summary at outcome actor { label } } } pageInfo { hasNextPage endCursor } } }`,
    sql: `select e.*, p.payload from domain_events e left join event_payloads p on p.org_id = e.org_id
      and p.event_id = e.id where e.org_id = $1 and e.seq is not null order by e.seq desc limit 51`,
  },
  {
    name: 'agents',
    document: `query ($after: String) { list: agents(first: 50, after: $after) {
      edges { node { id externalId name model runtimeState lastSeenAt } } pageInfo { hasNextPage endCursor } } }`,
    sql: `select * from agents where org_id = $1 and removed_at is null order by lower(name), id limit 51`,
  },
];
