/** Sessions with a model call that another edition priced, or none, after a session in the order of ids. */
export const outdatedSessions = `
  select s.id, coalesce(s.host_id, s.connector_id) as scope_id from sessions s
  where s.org_id = $1 and ($2::uuid is null or s.id > $2) and exists (
    select from session_usages u where u.org_id = s.org_id and u.session_id = s.id and u.price_version is distinct from $3)
  order by s.id`;

/** Their calls, as they are priced. */
export const outdatedCalls = `
  select scope_id, runtime, key, session_id, model, provider, at, input, cache_read, cache_write, cache_write_long, output
  from session_usages where org_id = $1 and session_id = any ($2::uuid[]) and price_version is distinct from $3`;

export const setPrices = `
  update session_usages u set usd_picos = p.usd_picos, price_version = p.price_version
  from jsonb_to_recordset($2::jsonb) as p(scope_id uuid, runtime text, key text, session_id uuid, usd_picos bigint, price_version text)
  where u.org_id = $1 and u.scope_id = p.scope_id and u.runtime = p.runtime and u.key = p.key and u.session_id = p.session_id`;

const money = ['usd_picos', 'priced_calls', 'unpriced_tokens', 'price_version'];
const of = (table: string) => money.map((column) => `${table}.${column}`).join(', ');

/** The sums by day and model, added up anew from the calls that count. */
export const setDays = `
  update session_usage_days d set (${money.join(', ')}) = (${of('n')})
  from (
    select session_id, coalesce((at at time zone 'UTC')::date, 'epoch') as day, model,
      coalesce(sum(usd_picos), 0)::bigint as usd_picos, count(usd_picos)::int as priced_calls,
      coalesce(sum(input + cache_read + cache_write + cache_write_long + output) filter (where usd_picos is null), 0)::bigint as unpriced_tokens,
      max(price_version) as price_version
    from session_usages where org_id = $1 and session_id = any ($2::uuid[]) and counted group by 1, 2, 3) n
  where d.org_id = $1 and d.session_id = n.session_id and d.day = n.day and d.model = n.model`;

/** The sessions' own sums, added up from the days; what they were before is kept. Answers how many changed. */
export const setSessions = `
  with next as (
    select session_id, sum(usd_picos)::bigint as usd_picos, sum(priced_calls)::int as priced_calls,
      sum(unpriced_tokens)::bigint as unpriced_tokens, max(price_version) as price_version
    from session_usage_days where org_id = $1 and session_id = any ($2::uuid[]) group by 1),
  changed as (
    select s.id, ${of('s')} from sessions s join next n on n.session_id = s.id
    where s.org_id = $1 and (${of('s')}) is distinct from (${of('n')})),
  kept as (
    insert into session_cost_revisions (org_id, session_id, recompute_id, asked_by, ${money.join(', ')})
    select $1, c.id, $3, $4, ${of('c')} from changed c),
  written as (
    update sessions s set (${money.join(', ')}) = (${of('n')}) from next n, changed c
    where s.org_id = $1 and s.id = c.id and n.session_id = c.id)
  select count(*)::int as count from changed`;
