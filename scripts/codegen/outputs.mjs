import { readFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as operations from '@graphql-codegen/typescript-operations';
import { GraphQLError, parse, printSchema, Source, specifiedRules, validate } from 'graphql';
import { filesUnder, inProject } from '../project.mjs';
import * as typedStrings from './typed-strings.mjs';

/** What both outputs share: names in TypeScript are the names in the SDL. */
const shared = {
  scalars: { DateTime: 'string', Seq: 'number', RawJson: 'unknown', ID: 'string' },
  enumsAsTypes: true,
  useTypeImports: true,
  namingConvention: 'keep',
};
const banner = {
  prepend: { content: '/* Generated from schema/*.graphql by `npm run codegen`; do not edit. */' },
};
const prepend = { plugin: (_schema, _documents, config) => ({ prepend: [config.content], content: '' }) };

/**
 * Types of the contract for server and agent: plain types, enums as unions of strings, no runtime code.
 * @param {import('graphql').GraphQLSchema} schema
 * @returns {Promise<string>}
 */
export function contractTypes(schema) {
  return codegen({
    filename: 'types.ts',
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents: [],
    config: { ...shared, skipTypename: false, nonOptionalTypename: false },
    plugins: [banner, { typescript: {} }],
    pluginMap: { prepend, typescript },
  });
}

/** The console's operations live beside the room that uses them. */
export const operationFiles = () => filesUnder('console', (file) => file.endsWith('.graphql'));

/** @param {string} file */
const readOperations = (file) => ({
  location: file,
  document: parse(new Source(readFileSync(inProject(file), 'utf8'), file)),
});

/** @param {import('graphql').GraphQLSchema} schema */
function assertValid(schema, documents) {
  const rules = specifiedRules.filter((rule) => rule.name !== 'NoUnusedFragmentsRule');
  const all = { kind: 'Document', definitions: documents.flatMap(({ document }) => document.definitions) };
  const errors = validate(schema, all, rules);
  if (errors.length > 0) throw new GraphQLError(errors.map(String).join('\n\n'));
}

/**
 * The console's operations as typed documents, or undefined while there are none. The file is self-contained.
 * @param {import('graphql').GraphQLSchema} schema
 * @returns {Promise<string | undefined>}
 * @throws {GraphQLError} naming file and line of every operation that the contract does not answer
 */
export async function consoleDocuments(schema) {
  const documents = operationFiles().map(readOperations);
  if (documents.length === 0) return undefined;
  assertValid(schema, documents);
  return codegen({
    filename: 'documents.ts',
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents,
    config: { ...shared, enumType: 'string-literal' },
    plugins: [banner, { operations: {} }, { typedStrings: {} }],
    pluginMap: { prepend, operations, typedStrings },
    skipDocumentsValidation: true,
  });
}
