const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (id: string): boolean => shape.test(id);

/**
 * An id from outside, to be compared as `id = $n::uuid`, which the primary key serves and `id::text = $n` would not.
 * Null, which equals no row's id, when it cannot be one.
 */
export const uuidOrNull = (id: string): string | null => (isUuid(id) ? id : null);
