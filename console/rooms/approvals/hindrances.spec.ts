import { hindrances } from './hindrances.js';

const open = {
  viewerCanDecide: true,
  viewerCannotDecideReason: null,
  allowedDecisions: ['ALLOW_ONCE' as const, 'DENY' as const],
  allowAlwaysUnavailable: 'The gateway runs as root.',
  showable: true,
};
const look = (change: Partial<typeof open> = {}, unread: string | null = null) =>
  hindrances({ ...open, ...change }, unread);

describe('what stands in the way of a decision', () => {
  it('lets through what is offered and says why the rest is not', () => {
    expect(look()).toEqual({ DENY: null, ALLOW_ONCE: null, ALLOW_ALWAYS: 'The gateway runs as root.' });
  });

  it('lets nothing through for those who may not decide', () => {
    const words = Object.values(look({ viewerCanDecide: false }));
    expect(words).toEqual(Array(3).fill('You may not decide this request.'));
  });

  it('denies unread, but never allows unread', () => {
    const { DENY, ALLOW_ONCE, ALLOW_ALWAYS } = look({}, 'Part of it is folded.');
    expect([DENY, ALLOW_ONCE, ALLOW_ALWAYS]).toEqual([
      null,
      'Part of it is folded.',
      'Part of it is folded.',
    ]);
  });

  it('never allows what cannot be shown whole', () => {
    const { DENY, ALLOW_ONCE } = look({ showable: false });
    expect([DENY, ALLOW_ONCE]).toEqual([
      null,
      'It is too large to be shown whole, so it can only be denied.',
    ]);
  });
});
