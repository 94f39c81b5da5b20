import fc from 'fast-check';
import {
  evaluate,
  matches,
  ruleSentence,
  wildcard,
  type PolicyRule,
  type PolicySubject,
} from './policy.rules.js';

const rule = (over: Partial<PolicyRule> = {}): PolicyRule => ({
  id: 'r',
  name: 'rule',
  effect: 'REQUIRE_APPROVAL',
  connectorIds: [],
  agentIds: [],
  tools: [],
  commands: [],
  cwds: [],
  minimumRisk: null,
  maximumRisk: null,
  requiredRole: null,
  timeoutSeconds: null,
  ...over,
});

const subject = (over: Partial<PolicySubject> = {}): PolicySubject => ({
  connectorId: 'c1',
  agentId: 'a1',
  tool: 'exec',
  action: 'git status',
  cwd: '/srv/app',
  risk: 'LOW',
  ...over,
});

describe('evaluate', () => {
  it('leaves it to a person when nothing matches', () => {
    expect(evaluate([], subject())).toMatchObject({ effect: 'REQUIRE_APPROVAL', rule: null });
    expect(evaluate([rule({ effect: 'ALLOW', tools: ['write'] })], subject()).rule).toBeNull();
  });

  it('lets the first match decide', () => {
    const first = rule({ id: '1', effect: 'ALLOW' });
    expect(evaluate([first, rule({ id: '2' })], subject()).rule?.id).toBe('1');
  });

  it('lets deny win over every earlier rule', () => {
    const rules = [
      rule({ id: '1', effect: 'ALLOW' }),
      rule({ id: '2', effect: 'DENY', commands: ['git *'] }),
    ];
    expect(evaluate(rules, subject())).toMatchObject({ effect: 'DENY', rule: { id: '2' } });
  });

  it('says why in words', () => {
    const verdict = evaluate(
      [rule({ name: 'Git', effect: 'DENY', commands: ['git push*'] })],
      subject({ action: 'git push' }),
    );
    expect(verdict.sentence).toBe('Policy “Git” denied it at once because the action matches “git push*”.');
  });
});

describe('matches', () => {
  it('needs every condition', () => {
    const full = rule({
      connectorIds: ['c1'],
      agentIds: ['a1'],
      tools: ['ex*'],
      commands: ['git *'],
      cwds: ['/srv/*'],
      minimumRisk: 'LOW',
      maximumRisk: 'MEDIUM',
    });
    expect(matches(full, subject())).toBe(true);
    for (const over of [
      { connectorId: 'c2' },
      { agentId: 'a2' },
      { agentId: null },
      { tool: 'write' },
      { action: 'ls' },
      { cwd: '/etc' },
      { cwd: null },
      { risk: 'HIGH' as const },
    ]) {
      expect(matches(full, subject(over))).toBe(false);
    }
  });

  it('never lets an allowing pattern reach over shell operators', () => {
    const allow = rule({ effect: 'ALLOW', commands: ['git status*'] });
    expect(matches(allow, subject({ action: 'git status -s' }))).toBe(true);
    for (const tail of [
      '; rm -rf /',
      ' && id',
      ' | sh',
      ' > /etc/passwd',
      ' $(id)',
      ' `id`',
      '\nrm x',
      ' & rm x',
      ' ${IFS}x',
    ]) {
      expect(matches(allow, subject({ action: `git status${tail}` }))).toBe(false);
    }
    expect(
      matches(rule({ effect: 'DENY', commands: ['*rm *'] }), subject({ action: 'git status; rm x' })),
    ).toBe(true);
  });

  it('holds what is too long to be matched, and still denies it', () => {
    const action = `git ${'x'.repeat(70_000)}`;
    expect(matches(rule({ effect: 'ALLOW', commands: ['git *'] }), subject({ action }))).toBe(false);
    expect(matches(rule({ effect: 'DENY', commands: ['git *'] }), subject({ action }))).toBe(true);
  });
});

describe('wildcard', () => {
  it('agrees with the obvious expression on random patterns', () => {
    const small = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
    fc.assert(
      fc.property(
        small,
        fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 }),
        (pattern, text) => {
          const source = pattern
            .split('*')
            .map((part) => part.replaceAll('.', '\\.'))
            .join('[^]*');
          expect(wildcard(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('stays quick on a pattern made to be slow', () => {
    const started = performance.now();
    wildcard('*a'.repeat(200) + 'b', 'a'.repeat(64 * 1024));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('ruleSentence', () => {
  it('reads like a sentence', () => {
    const held = rule({
      commands: ['npm publish*'],
      requiredRole: 'ADMIN',
      timeoutSeconds: 60,
      minimumRisk: 'MEDIUM',
    });
    expect(ruleSentence(held, { connectors: [], agents: [] })).toBe(
      'Hold for a decision by an admin or above, denying after 60 s of silence when the action looks like “npm publish*” and risk is medium or more.',
    );
    expect(ruleSentence(rule({ effect: 'DENY' }), { connectors: [], agents: [] })).toBe(
      'Deny at once whatever is asked.',
    );
  });
});
