import type { Filters } from '../../ui/use-filters';
import { microsOf, orderOf, sessionFilterOf } from './session-filter';

const of = (query: string): Filters => {
  const params = new URLSearchParams(query);
  return {
    one: (key) => params.get(key) ?? undefined,
    many: (key) => params.get(key)?.split(',').filter(Boolean) ?? [],
    set: () => undefined,
    clear: () => undefined,
    active: [...params].length > 0,
  };
};

describe('filters of sessions in the URL', () => {
  it('mean nothing when there are none', () => {
    expect(Object.values(sessionFilterOf(of(''))).every((value) => value === undefined)).toBe(true);
  });

  it('are read whole', () => {
    const query =
      'text=fix&runtime=CODEX,HERMES&host=h1&instance=i1,i2&status=RUNNING&relation=SUBAGENT&repository=acme/web&branch=main&model=m-1&cost=0.5';
    expect(sessionFilterOf(of(query))).toEqual({
      text: 'fix',
      runtimes: ['CODEX', 'HERMES'],
      hostIds: ['h1'],
      instanceIds: ['i1', 'i2'],
      statuses: ['RUNNING'],
      relations: ['SUBAGENT'],
      repository: 'acme/web',
      branch: 'main',
      model: 'm-1',
      minimumCostUsdMicros: 500_000,
      active: undefined,
    });
  });

  it('take whole days of the viewer, the last one included', () => {
    const { active } = sessionFilterOf(of('from=2026-11-27&to=2026-11-27'));
    expect(Date.parse(active?.to ?? '') - Date.parse(active?.from ?? '')).toBe(86_400_000);
    expect(sessionFilterOf(of('from=2026-02-30')).active).toBeUndefined();
  });

  it('leave out what means nothing', () => {
    expect(sessionFilterOf(of('runtime=EMACS&status=,')).runtimes).toBeUndefined();
    expect(['', '-1', 'x', 'Infinity'].map(microsOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('have an order beside them', () => {
    expect(['', 'order=cost', 'order=x'].map((query) => orderOf(new URLSearchParams(query)))).toEqual([
      'RECENT',
      'COST',
      'RECENT',
    ]);
  });
});
