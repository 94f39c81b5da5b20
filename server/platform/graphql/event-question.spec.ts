import { buildSchema, parse } from 'graphql';
import { eventQuestion } from './event-question.js';

const schema = buildSchema(`
  type Query { one: Thing }
  type Subscription { things(after: Int, of: String): Thing }
  type Thing { name: String list(after: Int): [String] }
`);

const ask = (text: string, operation?: string) => eventQuestion(schema, parse(text), operation)!;

describe('what a subscription asks of an event', () => {
  it('is the same wherever its reader began', () => {
    const [fresh, resumed, named] = [
      ask('subscription { things { name } }'),
      ask('subscription { things(after: 12) { name } }'),
      ask('subscription ($from: Int) { things(after: $from) { name } }'),
    ];
    expect(resumed.text).toBe(fresh.text);
    expect(named.text).toBe(fresh.text);
    expect(named.variables).toEqual([]);
  });

  it('keeps every other argument, below the root also one of that name, and the variables in them', () => {
    const { text, variables } = ask(
      `subscription ($a: Int, $b: Int, $of: String, $if: Boolean!) {
         ...Root things: things(after: $a, of: $of) @include(if: $if) { list(after: $b) } }
       fragment Root on Subscription { things(after: $a, of: $of) @include(if: $if) { name } }`,
    );
    expect(text).not.toContain('$a');
    expect(text).toContain('list(after: $b)');
    expect(new Set(variables)).toEqual(new Set(['b', 'of', 'if']));
  });

  it('is the chosen operation alone', () => {
    const text = 'subscription A { things { name } } subscription B { things { list } }';
    expect(ask(text, 'A').text).toContain('name');
    expect(ask(text, 'B').text).not.toContain('name');
    expect(eventQuestion(schema, parse(text), undefined)).toBeNull();
    expect(eventQuestion(schema, parse(text), 'C')).toBeNull();
  });
});
