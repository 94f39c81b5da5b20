import { defaultFieldResolver, type GraphQLFieldResolver } from 'graphql';

/** Reads a field from a resolver's answer, by its own name or by the name of its column: `askedAt` from `asked_at`. */
export const snakeFields: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  if (source !== null && typeof source === 'object' && !(info.fieldName in source)) {
    return (source as Record<string, unknown>)[columnOf(info.fieldName)];
  }
  return defaultFieldResolver(source, args, context, info) as unknown;
};

const columns = new Map<string, string>();

function columnOf(field: string): string {
  let column = columns.get(field);
  if (column === undefined) {
    column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    columns.set(field, column);
  }
  return column;
}
