import { IsOptional } from 'class-validator';
import type { Role } from '../platform/auth/ctx.js';
import { BoundedText, DisplayName, EmailAddress, WholeNumber } from '../platform/input/fields.js';

export class InviteMemberInput {
  @IsOptional() @EmailAddress() email?: string | null;
  /** Checked by the schema: one of its values. */
  role!: Role;
  @IsOptional() @WholeNumber(1, 720) expiresInHours?: number | null;
}

export class AcceptInviteInput {
  @BoundedText(1024) token!: string;
  @IsOptional() @EmailAddress() email?: string | null;
  @IsOptional() @DisplayName() name?: string | null;
  @IsOptional() @BoundedText(1024) password?: string | null;
}
