import { seqOf } from './live-cursor.js';

describe('seqOf', () => {
  it('reads the position of a delivery and of a gap notice, whatever the field is called', () => {
    expect(
      seqOf({ __typename: 'Subscription', approvalChanged: { __typename: 'ApprovalChange', seq: 7 } }),
    ).toBe(7);
    expect(seqOf({ activity: { __typename: 'GapNotice', seq: '90071992547409' } })).toBe(90071992547409);
  });

  it('has none where nothing was delivered', () => {
    expect(seqOf(null)).toBeNull();
    expect(seqOf({ activity: null })).toBeNull();
  });
});
