import { emptyDraft, inputOf, matchesEverything, timeoutFault } from './policy-draft.js';

describe('a rule in the form', () => {
  it('drops empty lines and space around patterns', () => {
    expect(inputOf({ ...emptyDraft, commands: [' git push* ', '', '  '] }).commands).toEqual(['git push*']);
  });

  it('sends role and timeout only for rules that hold', () => {
    const draft = { ...emptyDraft, requiredRole: 'ADMIN' as const, timeout: '60' };
    expect(inputOf(draft)).toMatchObject({ requiredRole: 'ADMIN', timeoutSeconds: 60 });
    expect(inputOf({ ...draft, effect: 'DENY' })).toMatchObject({ requiredRole: null, timeoutSeconds: null });
  });

  it.each([
    ['', null],
    ['10', null],
    ['1800', null],
    ['9', 'From 10 to 1800 seconds'],
    ['1801', 'From 10 to 1800 seconds'],
    ['1e3', 'From 10 to 1800 seconds'],
    ['soon', 'From 10 to 1800 seconds'],
  ])('checks the timeout %j', (timeout, fault) => {
    expect(timeoutFault({ ...emptyDraft, timeout })).toBe(fault);
  });

  it('knows rules without a condition', () => {
    expect(matchesEverything(inputOf(emptyDraft))).toBe(true);
    expect(matchesEverything(inputOf({ ...emptyDraft, maximumRisk: 'LOW' }))).toBe(false);
    expect(matchesEverything(inputOf({ ...emptyDraft, cwds: ['/srv/*'] }))).toBe(false);
  });
});
