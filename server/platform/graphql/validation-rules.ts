import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Limits of one document. The largest operation of our own clients stays below half of each. */
export const limits = {
  tokens: 2000,
  depth: 12,
  aliases: 30,
  directives: 20,
  rootFields: 20,
  /** Fields and fragments, those within fragments as often as they are spread. */
  selections: 1500,
} as const;

interface Tally {
  depth: number;
  selections: number;
  aliases: number;
  directives: number;
}

/** Bounds the size of an operation with its fragments spread; used for HTTP and WebSocket alike. */
export const boundedOperation: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  Document(document: DocumentNode) {
    const fragments = new Map(
      document.definitions
        .filter((d): d is FragmentDefinitionNode => d.kind === Kind.FRAGMENT_DEFINITION)
        .map((d) => [d.name.value, d]),
    );
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const tally: Tally = { depth: 0, selections: 0, aliases: 0, directives: 0 };
      const roots = definition.selectionSet.selections.length;
      if (
        !walk(definition.selectionSet, { depth: 1, tally, fragments, path: new Set() }) ||
        roots > limits.rootFields
      ) {
        context.reportError(
          new GraphQLError('The operation asks for too much at once.', {
            extensions: { code: 'TOO_COMPLEX' },
          }),
        );
      }
    }
  },
});

/** Subscriptions only: what our WebSocket accepts. */
export const subscriptionsOnly: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(node) {
    if (node.operation !== 'subscription') {
      context.reportError(
        new GraphQLError('Only subscriptions run over the WebSocket.', {
          extensions: { code: 'BAD_OPERATION' },
        }),
      );
    }
  },
});

/** No introspection where it is off; `__typename` stays. */
export const noIntrospection: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  Field(node) {
    if (node.name.value === '__schema' || node.name.value === '__type') {
      context.reportError(
        new GraphQLError('Introspection is off; signed-in users read /schema.graphql.', {
          extensions: { code: 'BAD_OPERATION' },
        }),
      );
    }
  },
});

interface Walk {
  depth: number;
  tally: Tally;
  fragments: Map<string, FragmentDefinitionNode>;
  path: Set<string>;
}

/** Counts a selection set; false as soon as a limit is passed, so a bomb costs no more than the limit. */
function walk(set: SelectionSetNode, at: Walk): boolean {
  if (at.depth > limits.depth) return false;
  for (const selection of set.selections) {
    // Spreads count too: fragments that spread each other twice double the work without naming a field.
    at.tally.selections++;
    at.tally.directives += selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD && selection.alias) at.tally.aliases++;
    if (exceeded(at.tally)) return false;
    const next = inner(selection, at);
    if (next && !walk(next.set, next.at)) return false;
  }
  return true;
}

function inner(
  selection: SelectionSetNode['selections'][number],
  at: Walk,
): { set: SelectionSetNode; at: Walk } | null {
  if (selection.kind === Kind.FIELD) {
    return selection.selectionSet
      ? { set: selection.selectionSet, at: { ...at, depth: at.depth + 1 } }
      : null;
  }
  if (selection.kind === Kind.INLINE_FRAGMENT) return { set: selection.selectionSet, at };
  const name = selection.name.value;
  const fragment = at.fragments.get(name);
  // Cycles are reported by the standard rules; here they must only not hang.
  if (!fragment || at.path.has(name)) return null;
  return { set: fragment.selectionSet, at: { ...at, path: new Set([...at.path, name]) } };
}

function exceeded(tally: Tally): boolean {
  return (
    tally.selections > limits.selections ||
    tally.aliases > limits.aliases ||
    tally.directives > limits.directives
  );
}
