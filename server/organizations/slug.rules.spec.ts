import fc from 'fast-check';
import { slugOf, slugWith } from './slug.rules.js';

describe('the short name of an organisation', () => {
  it.each([
    ['Acme Corp.', 'acme-corp'],
    ['  Zoë & Söhne  ', 'zoe-sohne'],
    ['王', 'organization'],
    ['---', 'organization'],
    ['0199f3a1-aaaa-7bbb-8ccc-0123456789ab', 'o-0199f3a1-aaaa-7bbb-8ccc-0123456789ab'],
  ])('of %j is %s', (name, slug) => expect(slugOf(name)).toBe(slug));

  it('is always fit for a URL, at most 40 characters, and never an id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.uuid(), (name, id) => {
        for (const slug of [slugOf(name), slugOf(id), slugWith(slugOf(name), 'x7k2')]) {
          expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*(-+[a-z0-9]+)*$/);
          expect(slug.length).toBeLessThanOrEqual(40);
          expect(slug).not.toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
        }
      }),
    );
  });
});
