import { activityOf } from './session-activity.rules.js';
import type { CheckedBatch } from './session-batch.js';
import { resumeCommand } from './resume-command.rules.js';
import { costOf, usageOf } from './usage-cost.rules.js';

describe('the command to go on with a session', () => {
  const session = { runtime: 'CLAUDE_CODE', relation: 'MAIN', externalId: '0b0c-1' } as const;

  it('is the runtime’s own', () => {
    expect(resumeCommand(session)).toBe('claude --resume 0b0c-1');
    expect(resumeCommand({ ...session, runtime: 'CODEX' })).toBe('codex resume 0b0c-1');
    expect(resumeCommand({ ...session, runtime: 'OPENCLAW' })).toBeNull();
    expect(resumeCommand({ ...session, relation: 'SUBAGENT' })).toBeNull();
  });

  it.each(['$(reboot)', 'a b', '--dangerously', 'a;b', 'a\nb', '`x`', "a'b", ''])(
    'is none for the id %j',
    (externalId) => expect(resumeCommand({ ...session, externalId })).toBeNull(),
  );
});

describe('what something cost', () => {
  const sums = { usd_picos: '3120000000', priced_calls: 1, unpriced_tokens: '0', price_version: 'v' };
  const nothing = { usd_picos: '0', priced_calls: 0, unpriced_tokens: '0', price_version: null };

  it('is told in millionths of a dollar, and unknown is not 0', () => {
    expect(costOf(sums, ['METERED'], '4000000000')).toEqual({
      ...{ usdMicros: 3120, basis: 'METERED', unpricedTokens: 0, priceVersion: 'v', reportedUsdMicros: 4000 },
    });
    expect(costOf({ ...nothing, unpriced_tokens: '7' }, ['METERED'], null)).toMatchObject({
      ...{ usdMicros: null, basis: 'UNPRICED', unpricedTokens: 7, reportedUsdMicros: null },
    });
    expect(costOf(nothing, [], null)).toMatchObject({ usdMicros: null, basis: 'LIST_PRICE' });
  });

  it('of several is on the basis that is true of all', () => {
    expect(costOf(sums, ['SUBSCRIPTION', 'SUBSCRIPTION'], null).basis).toBe('SUBSCRIPTION');
    expect(costOf(sums, ['SUBSCRIPTION', 'METERED'], null).basis).toBe('LIST_PRICE');
    expect(costOf(sums, ['SUBSCRIPTION', null], null).basis).toBe('LIST_PRICE');
    expect(costOf({ ...sums, unpriced_tokens: '7' }, [null], null)).toMatchObject({
      usdMicros: 3120,
      basis: 'LIST_PRICE',
    });
  });

  it('goes with tokens whose kinds do not overlap, but reasoning is part of the output', () => {
    const tokens = {
      input: '1',
      cache_read: '2',
      cache_write: '3',
      cache_write_long: '4',
      output: '5',
      reasoning: '5',
    };
    expect(usageOf(tokens)).toMatchObject({ total: 15, reasoning: 5, cacheWriteLong: 4 });
  });
});

describe('the activity a batch tells of', () => {
  const item = (at: string | null, model: string | null) => ({
    sessionExternalId: 's',
    at: at && new Date(at),
    model,
  });
  const of = (...items: object[]) =>
    activityOf({ entries: items, usages: [] } as unknown as CheckedBatch).get('s');

  it('spans its times, and has the newest model, whatever the order', () => {
    const items = [
      item('2026-01-02', 'b'),
      item('2026-01-01', 'c'),
      item(null, 'd'),
      item('2026-01-03', null),
    ];
    const expected = { firstAt: new Date('2026-01-01'), lastAt: new Date('2026-01-03'), model: 'b' };
    expect(of(...items)).toMatchObject(expected);
    expect(of(...items.reverse())).toMatchObject(expected);
    expect(of(item('2026-01-01', 'a'), item('2026-01-01', 'b'))).toMatchObject({ model: 'b' });
    expect(of(item(null, 'a'))).toMatchObject({ firstAt: null, model: 'a', modelAt: new Date(0) });
  });
});
