import {
  getOperationAST,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/** What a subscription asks of each event: a document of one operation, without where in the log its reader began. */
export interface EventQuestion {
  document: DocumentNode;
  /** Equal for subscriptions that ask the same of each event. */
  text: string;
  /** Names of the variables an answer depends on, in the order of the document. */
  variables: readonly string[];
}

/** The argument of a subscription that says where in the log a reader begins. Everybody who resumes sends another. */
const position = 'after';

const known = new WeakMap<OperationDefinitionNode, EventQuestion>();

/** The question of a valid document's operation; null when it has no such operation. */
export function eventQuestion(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): EventQuestion | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  let question = known.get(operation);
  if (!question) {
    question = reduce(schema, document, operation);
    known.set(operation, question);
  }
  return question;
}

function reduce(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): EventQuestion {
  const definitions = document.definitions.filter(
    (one) => one === operation || one.kind === Kind.FRAGMENT_DEFINITION,
  );
  const anywhere = withoutPosition(schema, { kind: Kind.DOCUMENT, definitions });
  const used = variablesOf(anywhere);
  const asked = visit(anywhere, {
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  });
  return { document: asked, text: print(asked), variables: [...used] };
}

function withoutPosition(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const root = schema.getSubscriptionType();
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        if (!root || types.getParentType() !== root) return undefined;
        return { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== position) };
      },
    }),
  );
}

function variablesOf(document: DocumentNode): Set<string> {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => void used.add(node.name.value),
  });
  return used;
}
