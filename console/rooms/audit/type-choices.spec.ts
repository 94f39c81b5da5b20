import { typeChoices } from './type-choices.js';

const values = (occurring: string[], chosen: string[] = []) =>
  typeChoices(occurring, chosen).map(({ value }) => value);

describe('choices of event types', () => {
  it('put each family before its members', () => {
    expect(values(['approval.asked', 'approval.decided', 'policy.created'])).toEqual([
      'approval.*',
      'approval.asked',
      'approval.decided',
      'policy.*',
      'policy.created',
    ]);
  });

  it('keep what the URL names although it does not occur', () => {
    expect(values(['policy.created'], ['host.*', 'policy.created'])).toEqual([
      'host.*',
      'policy.*',
      'policy.created',
    ]);
  });

  it('say of a family that it is one', () => {
    expect(typeChoices([], ['a.*'])).toEqual([{ value: 'a.*', label: 'a.* (all of them)' }]);
  });
});
