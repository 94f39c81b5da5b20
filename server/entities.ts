import type { EntityTarget } from 'typeorm';

/** Every table's columns, room by room; compared with the migrations by `npm run check`. */
export const entities: (new () => object)[] = [];
export type Entities = EntityTarget<object>;
