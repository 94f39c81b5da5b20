import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  concatAST,
  Kind,
  lexicographicSortSchema,
  parse,
  printSchema,
  Source,
} from 'graphql';
import { filesUnder, inProject } from '../project.mjs';

const rootTypes = new Set(['Query', 'Mutation', 'Subscription']);
const extensionOf = { [Kind.OBJECT_TYPE_DEFINITION]: Kind.OBJECT_TYPE_EXTENSION };

/** @param {string} file */
const readDocument = (file) => parse(new Source(readFileSync(inProject(file), 'utf8'), file));

/**
 * Each room may open the root types, in whatever order the files are read: the first block becomes the
 * definition, all others extend it.
 * @param {import('graphql').DefinitionNode[]} definitions
 * @returns {import('graphql').DefinitionNode[]}
 */
function oneDefinitionPerRootType(definitions) {
  const seen = new Set();
  return definitions.map((node) => {
    const isRootBlock =
      (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
      rootTypes.has(node.name.value);
    if (!isRootBlock) return node;
    const first = !seen.has(node.name.value);
    seen.add(node.name.value);
    return { ...node, kind: first ? Kind.OBJECT_TYPE_DEFINITION : extensionOf[Kind.OBJECT_TYPE_DEFINITION] };
  });
}

/** The files of the contract: one per room, directly in `schema/`. */
export const contractFiles = () => filesUnder('schema', (file) => /^schema\/[^/]+\.graphql$/.test(file));

/**
 * The whole contract as one executable schema.
 * @returns {import('graphql').GraphQLSchema}
 * @throws {import('graphql').GraphQLError} with file and line when the SDL is wrong
 */
export function readContract() {
  const documents = contractFiles().map(readDocument);
  if (documents.length === 0) throw new Error('No contract: schema/ holds no .graphql file');
  const merged = concatAST(documents);
  return buildASTSchema({ ...merged, definitions: oneDefinitionPerRootType([...merged.definitions]) });
}

/**
 * The contract as one sorted SDL text, so that a change of the contract is one readable diff.
 * @param {import('graphql').GraphQLSchema} schema
 * @returns {string}
 */
export const printContract = (schema) =>
  `# Printed from schema/*.graphql by \`npm run codegen\`.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
