import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';

/** Sends plain-text mail through the operator's relay. The relay's address comes from the configuration only. */
@Injectable()
export class Mailer {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  get configured(): boolean {
    return this.config.smtpUrl !== null;
  }

  /** @throws when no relay is configured or it refuses; callers run as retried reactions. */
  async send(mail: { to: string; subject: string; text: string }): Promise<void> {
    if (this.config.smtpUrl === null) throw new Error('No mail relay is configured (CLAWBUTLER_SMTP_URL).');
    const transport = createTransport(this.config.smtpUrl, {
      connectionTimeout: 10_000,
      socketTimeout: 20_000,
    } as object);
    try {
      await transport.sendMail({ from: this.config.mailFrom, ...mail });
    } finally {
      transport.close();
    }
  }
}
