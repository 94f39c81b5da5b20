/** Injection token of the connection pool, for `Database` alone: everything else goes through that, which sets the tenant. */
export const POOL = 'POOL';
