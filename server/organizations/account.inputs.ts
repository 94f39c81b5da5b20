import { BoundedText, DisplayName, EmailAddress, NewPassword } from '../platform/input/fields.js';

const secretMax = 1024;

export class CompleteSetupInput {
  @BoundedText(secretMax) token!: string;
  @EmailAddress() email!: string;
  @DisplayName() name!: string;
  @NewPassword() password!: string;
  @DisplayName() organizationName!: string;
}

export class SignUpInput {
  @EmailAddress() email!: string;
  @DisplayName() name!: string;
  @NewPassword() password!: string;
  @DisplayName() organizationName!: string;
}

/** Whatever is wrong with a password here is the same answer as a wrong one. */
export class LoginInput {
  @EmailAddress() email!: string;
  @BoundedText(secretMax) password!: string;
}

export class ChangePasswordArgs {
  @BoundedText(secretMax) currentPassword!: string;
  @NewPassword() newPassword!: string;
}

/** Arguments of mutations that set one name. */
export class NameArgs {
  @DisplayName() name!: string;
}
