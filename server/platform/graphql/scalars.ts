import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339 in, `YYYY-MM-DDTHH:MM:SS.mmmZ` out. */
const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parseValue: parseDate,
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw new GraphQLError('A DateTime is a string.');
    return parseDate(node.value);
  },
});

/** A whole number from 0 to 2^53-1; PostgreSQL's bigint arrives as text. */
const Seq = new GraphQLScalarType<number, number>({
  name: 'Seq',
  serialize: (value) => Number(value),
  parseValue: parseSeq,
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT) throw new GraphQLError('A Seq is a whole number.');
    return parseSeq(Number(node.value));
  },
});

const RawJson = new GraphQLScalarType({
  name: 'RawJson',
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('RawJson is never an input.');
  },
});

export const scalars = { DateTime, Seq, RawJson };

function parseDate(value: unknown): Date {
  const date = typeof value === 'string' && rfc3339.test(value) ? new Date(value) : null;
  if (!date || Number.isNaN(date.getTime()))
    throw new GraphQLError('A DateTime looks like 2026-11-22T14:05:09Z.');
  return date;
}

function parseSeq(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new GraphQLError('A Seq is a whole number from 0.');
}
