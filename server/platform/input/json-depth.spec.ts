import { isTooDeep } from './json-depth.js';

const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;

it.each([null, 1, 'x', [], {}, { a: [1, { b: 2 }] }])('%j is not too deep', (value) =>
  expect(isTooDeep(value)).toBe(false),
);

it('draws the line at 64 levels, of lists and of objects', () => {
  expect([isTooDeep(nested(64)), isTooDeep(nested(66)), isTooDeep(nested(100_000))]).toEqual([
    false,
    true,
    true,
  ]);
  expect(isTooDeep(JSON.parse('{"a":'.repeat(70) + '1' + '}'.repeat(70)))).toBe(true);
});

it('takes any width', () => expect(isTooDeep(Array.from({ length: 200_000 }, () => [{}]))).toBe(false));
