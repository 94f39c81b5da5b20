import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
  Lexer,
  Source,
  TokenKind,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export type Root = 'Query' | 'Mutation' | 'Subscription';

/** What the server takes, with room for the operation around the selection. */
const tokensMax = 1900;
const deepest = 8;

/** Every root field of the schema as it is built, as `Query.agent`. */
export function rootFields(schema: GraphQLSchema): string[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    type ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
  );
}

export function rootField(schema: GraphQLSchema, coordinate: string): GraphQLField<unknown, unknown> {
  const [root, name] = coordinate.split('.') as [Root, string];
  const type = { Query: schema.getQueryType, Mutation: schema.getMutationType }[root as 'Query'];
  return (type ? type.call(schema) : schema.getSubscriptionType())!.getFields()[name]!;
}

/** An operation that asks a root field for everything it can tell, as deep as the server's limits allow. */
export function fullDocument(schema: GraphQLSchema, coordinate: string): string {
  const field = rootField(schema, coordinate);
  const operation = coordinate.split('.')[0]!.toLowerCase();
  const declared = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  for (let depth = deepest; depth > 0; depth--) {
    const selection = select(schema, field, depth, []);
    const document = `${operation} ${declared && `(${declared})`} { ${field.name}${given && `(${given})`} ${selection} }`;
    if (countTokens(document) <= tokensMax) return document;
  }
  throw new Error(`${coordinate} does not fit into one operation`);
}

function select(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  depth: number,
  above: string[],
): string {
  const type = getNamedType(field.type);
  return isCompositeType(type) ? `{ ${fieldsOf(schema, type, { depth, above })} }` : '';
}

/** A type is opened once on each way down: what it would show again one storey lower is the same. */
function fieldsOf(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  { depth, above, clashing }: { depth: number; above: string[]; clashing?: ReadonlySet<string> },
): string {
  if (isAbstractType(type)) {
    const members = schema.getPossibleTypes(type);
    const clashing = clashesOf(members);
    const parts = members.map(
      (t) => `... on ${t.name} { ${fieldsOf(schema, t, { depth, above, clashing })} }`,
    );
    return `__typename ${parts.join(' ')}`;
  }
  const way = [...above, type.name];
  const parts = Object.values(type.getFields()).map((field) => {
    if (field.args.some(isRequiredArgument))
      throw new Error(`${type.name}.${field.name} needs arguments: teach the recipes about them.`);
    const inner = getNamedType(field.type);
    const asked = clashing?.has(field.name) ? `${type.name}_${field.name}: ${field.name}` : field.name;
    if (isLeafType(inner)) return asked;
    if (depth <= 1 || way.includes(inner.name)) return '';
    return `${asked} ${select(schema, field, depth - 1, way)}`;
  });
  return `__typename ${parts.filter(Boolean).join(' ')}`;
}

function countTokens(document: string): number {
  const lexer = new Lexer(new Source(document));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count++;
  return count;
}

/** Names that members of a union give to fields of different types: one operation may not ask both under one name. */
function clashesOf(members: readonly GraphQLObjectType[]): Set<string> {
  const types = new Map<string, string>();
  const clashing = new Set<string>();
  for (const { name, type } of members.flatMap((member) => Object.values(member.getFields()))) {
    if ((types.get(name) ?? String(type)) !== String(type)) clashing.add(name);
    types.set(name, String(type));
  }
  return clashing;
}
