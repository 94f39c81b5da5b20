import type { ServiceTokenLineFragment } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';
import type { Tone } from '../../ui/tone';

export type TokenState = 'active' | 'expiring' | 'expired' | 'revoked';

const soonMs = 7 * 86_400_000;

/** How a token stands at a moment. `expiring` is active with less than a week to go. */
export function tokenState(
  { revokedAt, expiresAt }: Pick<ServiceTokenLineFragment, 'revokedAt' | 'expiresAt'>,
  nowMs: number,
): TokenState {
  if (revokedAt) return 'revoked';
  const leftMs = Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return 'expired';
  return leftMs < soonMs ? 'expiring' : 'active';
}

/** Whether requests with it are still answered. */
export const works = (state: TokenState): boolean => state === 'active' || state === 'expiring';

/** How each state shows. */
export const tokenLooks: Record<TokenState, { word: string; tone: Tone; icon: IconName }> = {
  active: { word: 'Active', tone: 'green', icon: 'check' },
  expiring: { word: 'Ends soon', tone: 'amber', icon: 'clock' },
  expired: { word: 'Expired', tone: 'neutral', icon: 'clock' },
  revoked: { word: 'Revoked', tone: 'neutral', icon: 'ban' },
};
