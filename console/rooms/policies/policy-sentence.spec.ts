import { emptyDraft, inputOf, type PolicyDraft } from './policy-draft.js';
import { policySentence } from './policy-sentence.js';

const sentence = (change: Partial<PolicyDraft>, agents: string[] = [], connectors: string[] = []) =>
  policySentence(inputOf({ ...emptyDraft, ...change }), { agents, connectors });

describe('a rule in a sentence', () => {
  it.each<[Partial<PolicyDraft>, string]>([
    [{}, 'Hold for a person, whatever is asked.'],
    [{ effect: 'ALLOW', commands: ['ls *'] }, 'Allow at once, when the command looks like “ls *”.'],
    [
      { effect: 'DENY', tools: ['exec'], cwds: ['/etc*', '/root*'] },
      'Deny at once, when the tool is “exec” and the folder looks like “/etc*” or “/root*”.',
    ],
    [
      { requiredRole: 'ADMIN', timeout: '600', minimumRisk: 'HIGH' },
      'Hold for the role admin or above, deny after 10 minutes of silence, when the risk is high or more.',
    ],
    [
      { timeout: '90', minimumRisk: 'LOW', maximumRisk: 'MEDIUM' },
      'Hold for a person, deny after 90 s of silence, when the risk is low to medium.',
    ],
    [{ minimumRisk: 'LOW', maximumRisk: 'LOW' }, 'Hold for a person, when the risk is low.'],
  ])('%j', (change, words) => {
    expect(sentence(change)).toBe(words);
  });

  it('names agents and gateways', () => {
    expect(sentence({}, ['main', 'ops', 'lab'], ['prod'])).toBe(
      'Hold for a person, when the agent is main, ops or lab and the gateway is prod.',
    );
  });
});
