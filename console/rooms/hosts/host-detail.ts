import type { RuntimeHostDetailQuery } from '../../graphql/generated/documents';

/** One machine with everything found on it. */
export type HostDetail = NonNullable<RuntimeHostDetailQuery['runtimeHost']>;
export type Instance = HostDetail['instances'][number];
