import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { normalizeEmail, problemOfEmail, problemOfName, problemOfPassword } from './text-rules.js';

/** Checks a field with a pure rule that answers what is wrong, in words, or null. */
function Rule(name: string, problemOf: (value: unknown) => string | null): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value) => problemOf(value) === null,
      defaultMessage: (about) => problemOf(about?.value) ?? 'Not valid.',
    },
  });
}

const normalized = (normalize: (text: string) => string) =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? normalize(value) : value));

/** An e-mail address; trimmed, lower-cased, NFKC. */
export const EmailAddress = () =>
  applyDecorators(normalized(normalizeEmail) as PropertyDecorator, Rule('email', problemOfEmail));

/** A name people read: 1-80 characters on one line, trimmed, without invisible direction marks. */
export const DisplayName = () =>
  applyDecorators(
    normalized((text) => text.normalize('NFC').trim()) as PropertyDecorator,
    Rule('name', problemOfName),
  );

/** A password being set: 12-256 characters, nothing else asked of it. */
export const NewPassword = () => Rule('password', problemOfPassword);

/** A whole number within bounds, both included. */
export const WholeNumber = (min: number, max: number) =>
  Rule('wholeNumber', (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? null
      : `A whole number from ${min} to ${max}.`,
  );

/** Any text up to a length; for secrets that are looked up, never shown. */
export const BoundedText = (max: number) =>
  Rule('text', (value) =>
    typeof value === 'string' && value.length <= max ? null : `At most ${max} characters.`,
  );
