import type { ApprovalWholeFragment, Decision } from '../../graphql/generated/documents';

/** Why a decision cannot be taken, in words; null where it can. */
export type Hindrances = Readonly<Record<Decision, string | null>>;

type Hindered = Pick<
  ApprovalWholeFragment,
  'viewerCanDecide' | 'viewerCannotDecideReason' | 'allowedDecisions' | 'allowAlwaysUnavailable' | 'showable'
>;

/**
 * What stands in the way of each decision. Denying needs no reading; allowing needs all of it on screen. The
 * browser's clock decides nothing: the server knows when time is up.
 * @param unread why it counts as not read yet; null when it was
 */
export function hindrances(approval: Hindered, unread: string | null): Hindrances {
  const { viewerCanDecide, viewerCannotDecideReason, allowedDecisions, allowAlwaysUnavailable } = approval;
  const all = viewerCanDecide ? null : (viewerCannotDecideReason ?? 'You may not decide this request.');
  const allowing =
    all ?? (approval.showable ? unread : 'It is too large to be shown whole, so it can only be denied.');
  const unlessOffered = (decision: Decision, words: string) =>
    allowedDecisions.includes(decision) ? null : words;
  return {
    DENY: all ?? unlessOffered('DENY', 'The gateway does not take a denial.'),
    ALLOW_ONCE:
      allowing ?? unlessOffered('ALLOW_ONCE', 'The gateway or a policy does not let it be allowed.'),
    ALLOW_ALWAYS:
      allowing ??
      unlessOffered(
        'ALLOW_ALWAYS',
        allowAlwaysUnavailable ?? 'The gateway does not offer it for this request.',
      ),
  };
}
