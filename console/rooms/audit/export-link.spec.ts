import { exportLink } from './export-link.js';

describe('the address of a download', () => {
  it('is of the whole log without filters', () => {
    expect(exportLink('jsonl', 'acme', {})).toBe('/export/audit.jsonl?organization=acme');
  });

  it('carries every filter of the list', () => {
    const at = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' };
    const filter = {
      ...{ text: 'rm -rf & more', at, types: ['approval.*', 'policy.created'] },
      ...{ actorId: 'u1', agentId: 'a1', risk: 'HIGH' as const },
    };
    const link = new URL(exportLink('csv', 'acme', filter), 'http://host');
    expect(link.pathname).toBe('/export/audit.csv');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      organization: 'acme',
      text: 'rm -rf & more',
      ...at,
      types: 'approval.*,policy.created',
      actorId: 'u1',
      agentId: 'a1',
      risk: 'HIGH',
    });
  });

  it('leaves out what is not set', () => {
    expect(exportLink('csv', 'acme', { text: '', at: { from: null, to: undefined } })).toBe(
      '/export/audit.csv?organization=acme',
    );
  });
});
