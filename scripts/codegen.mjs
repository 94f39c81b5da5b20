import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { printContract, readContract } from './codegen/contract.mjs';
import { consoleDocuments, contractTypes } from './codegen/outputs.mjs';
import { inProject, isProgram } from './project.mjs';

/** @param {string} file @returns {string | undefined} */
function readIfThere(file) {
  try {
    return readFileSync(inProject(file), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Writes only what changed, so that watchers and build stamps stay quiet.
 * @param {string} file @param {string} text
 */
function writeIfChanged(file, text) {
  if (readIfThere(file) === text) return;
  mkdirSync(path.dirname(inProject(file)), { recursive: true });
  writeFileSync(inProject(file), text);
}

/**
 * Derives everything that follows from the contract: `schema.graphql`, types for server and agent, typed
 * operations for the console.
 * @param {{ check?: boolean }} [options] with `check`, the committed `schema.graphql` must already be right
 * @throws when the contract or an operation is wrong, or (with `check`) the committed SDL is stale
 */
export async function generate({ check = false } = {}) {
  const schema = readContract();
  const sdl = printContract(schema);
  if (check && readIfThere('schema.graphql') !== sdl) {
    throw new Error(
      'schema.graphql does not match schema/*.graphql: run `npm run codegen` and commit the result',
    );
  }
  writeIfChanged('schema.graphql', sdl);
  writeIfChanged('schema/generated/types.ts', await contractTypes(schema));
  const documents = await consoleDocuments(schema);
  if (documents) writeIfChanged('console/graphql/generated/documents.ts', documents);
}

if (isProgram(import.meta.url)) {
  await generate({ check: process.argv.includes('--check') }).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
