import { newStopDraft, reasonProblem, stopInput } from './stop-draft.js';

describe('the form of a stop order', () => {
  it('names no target when the organisation is meant', () => {
    const target = { scope: 'ORGANIZATION', id: 'o1', name: 'Acme' } as const;
    expect(stopInput(target, newStopDraft)).toEqual({
      scope: 'ORGANIZATION',
      targetId: undefined,
      reason: undefined,
      expiresInMinutes: 1_440,
    });
  });

  it('sends what was typed, without the space around it', () => {
    const target = { scope: 'AGENT', id: 'a1', name: 'main' } as const;
    expect(stopInput(target, { reason: '  runs wild\n', minutes: 15 })).toEqual({
      scope: 'AGENT',
      targetId: 'a1',
      reason: 'runs wild',
      expiresInMinutes: 15,
    });
  });

  it('finds what the server would refuse', () => {
    expect(reasonProblem('two\nlines, and a tab\t')).toBeNull();
    expect(reasonProblem('😀'.repeat(500))).toBeNull();
    expect(reasonProblem('x'.repeat(501))).toMatch(/500/);
    for (const hidden of ['\u202e', '\u200b', '\u0007', '\u2066'])
      expect(reasonProblem(`ok${hidden}`)).toMatch(/invisible/);
  });
});
