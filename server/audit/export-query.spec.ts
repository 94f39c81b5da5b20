import { filterOfQuery } from './export-query.js';

const nothing = { text: null, at: null, types: null, actorId: null, agentId: null, risk: null };

describe('the filters of a download', () => {
  it('are none without a query', () => expect(filterOfQuery({})).toEqual(nothing));

  it('carry the names of the list', () => {
    const at = { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00+01:00' };
    expect(
      filterOfQuery({
        text: 'x',
        ...at,
        types: 'approval.*,policy.created',
        actorId: 'a',
        agentId: 'g',
        risk: 'HIGH',
      }),
    ).toEqual({
      text: 'x',
      at,
      types: ['approval.*', 'policy.created'],
      actorId: 'a',
      agentId: 'g',
      risk: 'HIGH',
    });
    expect(filterOfQuery({ types: ['a.b', 'c.d,e.f'] }).types).toEqual(['a.b', 'c.d', 'e.f']);
    expect(filterOfQuery({ text: '', types: '', risk: '' })).toEqual(nothing);
  });

  it.each([
    ['an unknown name', { sort: 'asc' }, 'sort'],
    ['a repeated value', { text: ['a', 'b'] }, 'text'],
    ['a date without a time', { from: '2026-11-22' }, 'from'],
    ['a date that is none', { to: '2026-13-45T00:00:00Z' }, 'to'],
    ['an unknown risk', { risk: 'SOME' }, 'risk'],
  ])('refuse %s and say which', (_name, query, field) => {
    expect(() => filterOfQuery(query)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', fields: { [field]: expect.any(String) } }),
    );
  });
});
