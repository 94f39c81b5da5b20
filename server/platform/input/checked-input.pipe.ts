import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { AppError } from '../errors/app-error.js';

/**
 * Normalises and checks an input against the decorators of its class: `@Args('input', CheckedInput) input: LoginInput`.
 * @throws AppError INVALID_INPUT whose `fields` name every wrong field by its path, with words for the person.
 */
@Injectable()
export class CheckedInput implements PipeTransform<unknown, Promise<unknown>> {
  async transform(value: unknown, { metatype }: ArgumentMetadata): Promise<unknown> {
    const input = plainToInstance(metatype!, value ?? {}) as object;
    const errors = await validate(input, { stopAtFirstError: true, forbidUnknownValues: false });
    if (errors.length > 0) throw new AppError('INVALID_INPUT', undefined, { fields: wordsByPath(errors) });
    return input;
  }
}

function wordsByPath(errors: ValidationError[], prefix = ''): Record<string, string> {
  return Object.fromEntries(
    errors.flatMap((error) => {
      const path = `${prefix}${error.property}`;
      const [words] = Object.values(error.constraints ?? {});
      const inner = Object.entries(wordsByPath(error.children ?? [], `${path}.`));
      return words === undefined ? inner : [[path, words] as [string, string], ...inner];
    }),
  );
}
