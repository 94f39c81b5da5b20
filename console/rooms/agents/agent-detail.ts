import type { AgentDetailQuery } from '../../graphql/generated/documents';

/** One agent with everything its gateway told. */
export type AgentDetail = NonNullable<AgentDetailQuery['agent']>;
