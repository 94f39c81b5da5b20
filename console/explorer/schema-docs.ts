import { docsQuery } from './docs-query';

export interface TypeRef {
  kind: string;
  name: string | null;
  ofType: TypeRef | null;
}

export interface DocField {
  name: string;
  description: string | null;
  type: TypeRef;
  args?: DocField[];
  defaultValue?: string | null;
  isDeprecated?: boolean;
  deprecationReason?: string | null;
}

export interface DocType {
  kind: string;
  name: string;
  description: string | null;
  fields: DocField[] | null;
  inputFields: DocField[] | null;
  enumValues: { name: string; description: string | null }[] | null;
  possibleTypes: TypeRef[] | null;
}

export interface SchemaDocs {
  /** Names of the types operations start from. */
  roots: string[];
  types: Map<string, DocType>;
}

/** Asks the server what there is to ask. */
export async function readSchema(signal: AbortSignal): Promise<SchemaDocs> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: docsQuery }),
    signal,
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  const { queryType, mutationType, subscriptionType, types } = data.__schema;
  const shown = (types as DocType[]).filter(({ name }) => !name.startsWith('__'));
  return {
    roots: [queryType, mutationType, subscriptionType].flatMap((root) => (root ? [root.name as string] : [])),
    types: new Map(shown.map((type) => [type.name, type])),
  };
}

/** How a type is written: `[Approval!]!`. */
export function written({ kind, name, ofType }: TypeRef): string {
  if (kind === 'NON_NULL') return `${ofType ? written(ofType) : ''}!`;
  if (kind === 'LIST') return `[${ofType ? written(ofType) : ''}]`;
  return name ?? '';
}

/** The name inside brackets and marks. */
export const innermost = (ref: TypeRef): string => (ref.ofType ? innermost(ref.ofType) : (ref.name ?? ''));

export interface Find {
  type: string;
  field: string | null;
}

/** Types and fields whose name contains the text, those that begin with it first. */
export function findInSchema({ types }: SchemaDocs, text: string, most = 60): Find[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const finds = [...types.values()].flatMap((type): (Find & { name: string })[] => [
    { type: type.name, field: null, name: type.name },
    ...[...(type.fields ?? []), ...(type.inputFields ?? [])].map((field) => ({
      type: type.name,
      field: field.name,
      name: field.name,
    })),
  ]);
  const hits = finds.filter(({ name }) => name.toLowerCase().includes(wanted));
  const rank = (name: string) => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return hits.sort((a, b) => rank(a.name) - rank(b.name) || a.name.length - b.name.length).slice(0, most);
}
