import type { InviteLineFragment } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';
import type { Tone } from '../../ui/tone';

export type InviteState = 'pending' | 'used' | 'revoked' | 'expired';

/** How an invite stands at a moment. Being used or revoked outlives its end. */
export function inviteState(
  { usedAt, revokedAt, expiresAt }: Pick<InviteLineFragment, 'usedAt' | 'revokedAt' | 'expiresAt'>,
  nowMs: number,
): InviteState {
  if (usedAt) return 'used';
  if (revokedAt) return 'revoked';
  return Date.parse(expiresAt) <= nowMs ? 'expired' : 'pending';
}

/** How each state shows. */
export const inviteLooks: Record<InviteState, { word: string; tone: Tone; icon: IconName }> = {
  pending: { word: 'Pending', tone: 'blue', icon: 'hourglass' },
  used: { word: 'Used', tone: 'green', icon: 'check' },
  revoked: { word: 'Revoked', tone: 'neutral', icon: 'ban' },
  expired: { word: 'Expired', tone: 'neutral', icon: 'clock' },
};
