import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<Row> {
  key: string;
  /** Heading; also its name in the column choice. */
  title: string;
  /** Keeps the heading for screen readers only, as over buttons. */
  bare?: boolean;
  cell: (row: Row) => ReactNode;
  /** Numbers go right. */
  align?: 'left' | 'right';
  /** CSS width; one column without it takes the rest. */
  width?: string;
  /** Which columns leave first where it is narrow: 1 always stays, 3 goes first. 1 when left out. */
  priority?: 1 | 2 | 3;
  /** Off until chosen. */
  optional?: boolean;
}

/** Class that hides a column by the width of its table (a container query). */
export const priorityClass = (priority: 1 | 2 | 3 = 1): string =>
  ({ 1: '', 2: '@max-2xl:hidden', 3: '@max-4xl:hidden' })[priority];

/** The columns to show: the chosen ones, or by default all that are not optional. The first always stays. */
export function shownColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: string | null,
): readonly Column<Row>[] {
  if (chosen === null) return columns.filter(({ optional }) => !optional);
  const wanted = new Set(chosen.split(','));
  return columns.filter(({ key }, index) => index === 0 || wanted.has(key));
}
