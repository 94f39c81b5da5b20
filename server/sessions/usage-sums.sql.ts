/** What is summed of model calls, by column of the sums and expression over one call. */
const summed: readonly [column: string, ofCall: string][] = [
  ['calls', '1'],
  ...['input', 'cache_read', 'cache_write', 'cache_write_long', 'output', 'reasoning'].map(
    (column): [string, string] => [column, column],
  ),
  ['usd_picos', 'coalesce(usd_picos, 0)'],
  ['priced_calls', 'case when usd_picos is null then 0 else 1 end'],
  [
    'unpriced_tokens',
    'case when usd_picos is null then input + cache_read + cache_write + cache_write_long + output else 0 end',
  ],
];
const columns = summed.map(([column]) => column);

/** Sums of what counts of these keys, by session, day and model. */
const sums = `
  select session_id, coalesce((at at time zone 'UTC')::date, 'epoch') as day, model,
    ${summed.map(([column, ofCall]) => `sum(${ofCall})::bigint as ${column}`).join(', ')}, max(price_version) as price_version
  from session_usages
  where org_id = $1 and scope_id = $2 and runtime = $3 and key = any ($4) and counted
  group by session_id, 2, model`;

/** The sums as text, so that no digit of a bigint is lost on the way through JavaScript. */
export const sumsOfKeys = `select coalesce(jsonb_agg(s), '[]')::text as sums from (${sums}) s`;

const added = (to: string, by: string) =>
  columns.map((column) => `${column} = ${to}.${column} + ${by}.${column}`).join(', ');

/** Where nothing is priced any more, there is no price list to name. */
const newest = (to: string, by: string) =>
  `case when ${to}.priced_calls + ${by}.priced_calls > 0 then greatest(${to}.price_version, ${by}.price_version) end`;

/** Adds how the sums of these keys differ from what they were ($5) to the stored ones. Answers the sessions it changed. */
export const applyChangedSums = `
  with parts as (
    select 1 as sign, s.* from (${sums}) s
    union all
    select -1, b.* from jsonb_to_recordset($5::jsonb) as b(session_id uuid, day date, model text,
      ${columns.map((column) => `${column} bigint`).join(', ')}, price_version text)),
  changed as (
    select session_id, day, model, ${columns.map((column) => `sum(sign * ${column})::bigint as ${column}`).join(', ')},
      max(price_version) filter (where sign > 0) as price_version
    from parts group by session_id, day, model
    having (${columns.map((column) => `sum(sign * ${column})`).join(', ')}) <> (${columns.map(() => '0').join(', ')})),
  days as (
    insert into session_usage_days as d (org_id, session_id, day, model, ${columns.join(', ')}, price_version)
    select $1, session_id, day, model, ${columns.join(', ')}, price_version from changed
    on conflict (org_id, session_id, day, model) do update set ${added('d', 'excluded')},
      price_version = ${newest('d', 'excluded')}),
  totals as (
    select session_id, ${columns.map((column) => `sum(${column})::bigint as ${column}`).join(', ')}, max(price_version) as price_version
    from changed group by session_id),
  done as (
    update sessions s set ${added('s', 't')}, price_version = ${newest('s', 't')}
    from totals t where s.org_id = $1 and s.id = t.session_id
    returning s.id)
  select id from done`;

/** A day nothing of is left: everything turned out to be another session's. */
export const deleteEmptySums = `
  delete from session_usage_days where org_id = $1 and session_id = any ($2::uuid[]) and calls = 0`;
