import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The open pool, for `Database` alone: everything else goes through that, which sets the tenant. */
export function dataSourceProvider(source: DataSource): Provider {
  return { provide: DataSource, useValue: source };
}

export type { DataSource };
