import { AppError } from '../platform/errors/app-error.js';

export interface ConnectorInput {
  name: string;
  url: string;
  auth: 'TOKEN' | 'PASSWORD';
  secret: string;
}

const maxName = 80;
const maxSecret = 4096;
/** Half a surrogate is no text at all; the log could not even record it. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Trims and checks what a form sent. @throws AppError INVALID_INPUT naming every wrong field at once. */
export function checkConnectorInput(input: ConnectorInput): Omit<ConnectorInput, 'url'> {
  const name = input.name.trim();
  const secret = input.secret.trim();
  const fields: Record<string, string> = {};
  if (name === '') fields.name = 'Give the gateway a name.';
  else if ([...name].length > maxName) fields.name = `At most ${maxName} characters.`;
  else if (unprintable.test(name)) fields.name = 'No control or invisible characters.';
  if (secret === '')
    fields.secret = input.auth === 'TOKEN' ? 'Enter the operator token.' : 'Enter the password.';
  else if (secret.length > maxSecret) fields.secret = `At most ${maxSecret} characters.`;
  else if (/[\r\n\0]/.test(secret)) fields.secret = 'One line only.';
  if (input.url.trim() === '') fields.url = 'Enter the gateway’s address, for example ws://127.0.0.1:18789.';
  if (Object.keys(fields).length > 0) throw new AppError('INVALID_INPUT', 'Check the form.', { fields });
  return { name, auth: input.auth, secret };
}
