import type { TypedDocumentNode } from 'urql';
import type { TypedDocumentString } from './generated/documents';

export type Document<Result, Variables> = TypedDocumentString<Result, Variables>;

/**
 * Generated operations are plain strings which remember their types. The client takes strings too but only knows
 * the types of syntax trees, hence this one cast.
 */
export const asRequest = <Result, Variables>(
  document: Document<Result, Variables>,
): TypedDocumentNode<Result, Variables & object> =>
  document as unknown as TypedDocumentNode<Result, Variables & object>;
