import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { findOne } from '../platform/database/find-entities.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Every, Reacts } from '../platform/jobs/reacts.js';
import { Mailer } from '../platform/mail/mailer.service.js';
import { personEvents } from './organizations.events.js';
import { UserEntity } from './user.entity.js';
import { VerificationService } from './verification.service.js';

/** Mails, and the clearing away of what has expired. */
@Injectable()
export class AccountsReactions {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly mailer: Mailer,
    private readonly verification: VerificationService,
  ) {}

  /** A retry after a failed mail makes a new secret; the one that was never delivered is void. */
  @Reacts(personEvents.verificationRequested)
  async mailVerification(event: EventRow, tx: Tx): Promise<void> {
    const { linkId } = event.payload?.after as { linkId: string };
    const armed = await this.verification.arm(tx, linkId);
    if (!armed) return;
    await this.mailer.send({
      to: armed.email,
      subject: 'Confirm your e-mail address for ClawButler',
      text: [
        `Somebody, probably you, signed up at ${this.config.publicUrl} as "${armed.name}" with this address.`,
        `To confirm it, open this link within 24 hours:\n\n${armed.url}`,
        'If it was not you, do not open the link; nothing happens then.',
      ].join('\n\n'),
    });
  }

  @Reacts(personEvents.signUpRepeated)
  async mailReminder(event: EventRow, tx: Tx): Promise<void> {
    const user = await findOne(tx, UserEntity, { id: event.subject_id! });
    if (!user) return;
    await this.mailer.send({
      to: user.email,
      subject: 'You already have a ClawButler account',
      text: [
        `Somebody, probably you, tried to sign up at ${this.config.publicUrl} with this address, which has an account.`,
        `Sign in instead: ${this.config.publicUrl}/login`,
        'If it was not you, there is nothing to do; nothing has changed.',
      ].join('\n\n'),
    });
  }

  /** Ended sessions are kept for 30 days as "last seen" evidence; used and expired links for one. */
  @Every(3600)
  async clearAway(): Promise<void> {
    await this.database.global(async (tx) => {
      await tx.query(
        `delete from login_sessions where least(expires_at, coalesce(revoked_at, expires_at)) < now() - interval '30 days'`,
      );
      await tx.query(
        `delete from one_time_links where coalesce(used_at, expires_at) < now() - interval '1 day'`,
      );
    });
  }
}
