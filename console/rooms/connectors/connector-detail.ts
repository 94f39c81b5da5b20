import type { ConnectorDetailQuery } from '../../graphql/generated/documents';

/** One gateway with everything it showed. */
export type ConnectorDetail = NonNullable<ConnectorDetailQuery['connector']>;
