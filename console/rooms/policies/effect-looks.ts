import type { PolicyEffect } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';
import type { Tone } from '../../ui/tone';

/** How each effect looks: word, sign, colour, and what it does in a sentence. */
export const effectLooks: Record<PolicyEffect, { word: string; icon: IconName; tone: Tone; does: string }> = {
  REQUIRE_APPROVAL: {
    word: 'Hold',
    icon: 'hourglass',
    tone: 'amber',
    does: 'Waits for a person. Silence becomes denial.',
  },
  ALLOW: {
    word: 'Allow',
    icon: 'check',
    tone: 'green',
    does: 'Runs at once, on the record. Nobody is asked.',
  },
  DENY: {
    word: 'Deny',
    icon: 'ban',
    tone: 'red',
    does: 'Never runs. Wins over every other rule, wherever it stands.',
  },
};
