// The contract explains itself, keeps its promises to released clients, and never breaks without being deprecated first.
import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  buildSchema,
  getNamedType,
  isIntrospectionType,
  isObjectType,
  isInterfaceType,
  isSpecifiedScalarType,
  parse,
  Source,
  validate,
  validateSchema,
} from 'graphql';
import { readContract } from '../codegen/contract.mjs';
import { filesUnder, inProject } from '../project.mjs';

/** Where raw evidence of a runtime or a changed object is shown; everything else is typed. */
const evidence = new Set(['Approval.raw', 'AuditEvent.before', 'AuditEvent.after']);
const roots = new Set(['Query', 'Mutation', 'Subscription']);
/** The contract of the last release; replaced when a release is made. Not in schema/ itself, which is served as one. */
const released = 'schema/released/schema.graphql';

const read = (file) => readFileSync(inProject(file), 'utf8');
const described = (thing) => Boolean(thing.description?.trim());
const ownTypes = (schema) =>
  Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
const fieldsOf = (schema) =>
  ownTypes(schema)
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({ type, field, name: `${type.name}.${field.name}` })),
    );

const invalid = (schema) =>
  validateSchema(schema).map((error) => `the contract is not valid: ${error.message}`);

function undescribed(schema) {
  const types = ownTypes(schema).filter((type) => !roots.has(type.name) && !described(type));
  const fields = fieldsOf(schema).filter(({ type, field }) => roots.has(type.name) && !described(field));
  return [...types, ...fields].map(({ name }) => `${name} has no description`);
}

const untyped = (schema) =>
  fieldsOf(schema)
    .filter(({ field, name }) => getNamedType(field.type).name === 'RawJson' && !evidence.has(name))
    .map(({ name }) => `${name} is RawJson, which is for evidence only`);

function brokenDocuments(schema) {
  const files = filesUnder('schema/operations', (file) => file.endsWith('.graphql'));
  if (files.length === 0) return ['schema/operations holds no document of a released client'];
  return files.flatMap((file) =>
    validate(schema, parse(new Source(read(file), file))).map(
      (error) => `${file} no longer works: ${error.message}`,
    ),
  );
}

async function breaking(schema) {
  const changes = await diff(buildSchema(read(released)), schema);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => `breaks clients of the last release: ${message}`);
}

const schema = readContract();
const found = [
  ...invalid(schema),
  ...undescribed(schema),
  ...untyped(schema),
  ...brokenDocuments(schema),
  ...(await breaking(schema)),
];
const fields = fieldsOf(schema);
console.log(
  `${ownTypes(schema).length} types, ${fields.length} fields, of which ${fields.filter(({ field }) => described(field)).length} say more than their name`,
);
if (found.length > 0) console.error(found.join('\n'));
process.exitCode = found.length > 0 ? 1 : 0;
