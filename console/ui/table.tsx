import { useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Checkbox } from './checkbox';
import { priorityClass, shownColumns, type Column } from './table-columns';
import { TableRow } from './table-row';
import { useRowKeys } from './use-row-keys';
import type { Selection } from './use-selection';

interface TableProps<Row> {
  /** What the rows are, for screen readers: "Agents". */
  label: string;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The row in a word or two, for its checkbox and link. */
  rowName: (row: Row) => string;
  columns: readonly Column<Row>[];
  /** Where a row leads. The whole row is clickable; the first cell is the link. */
  rowTo?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** Row that is open beside the table. */
  openId?: string;
  /** Called with each row that a key moves to, for example to open it beside the table. */
  onMove?: (id: string) => void;
  selection?: Selection;
  /** Buttons that appear on hover and focus at the row's end. */
  actions?: (row: Row) => ReactNode;
}

/** Rows of facts with the keyboard of a list: j, k, Enter, x. Column choice lives in the URL (`cols`). */
export function Table<Row>(props: TableProps<Row>) {
  const { label, rows, rowId, columns, selection, actions } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [params] = useSearchParams();
  const shown = shownColumns(columns, params.get('cols'));
  const ids = rows.map(rowId);
  const { onKeyDown, rowProps } = useRowKeys({
    ids,
    container: body,
    openId: props.openId,
    onMove: props.onMove,
    onToggle: selection?.toggle,
    onOpen: (id) => body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.click(),
  });
  return (
    <div className="@container">
      <table aria-label={label} className="w-full table-fixed border-collapse">
        <TableHead columns={shown} ids={ids} selection={selection} hasActions={Boolean(actions)} />
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows.map((row) => (
            <TableRow key={rowId(row)} {...props} row={row} columns={shown} keyProps={rowProps(rowId(row))} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[];
  ids: readonly string[];
  selection?: Selection;
  hasActions: boolean;
}

function TableHead<Row>({ columns, ids, selection, hasActions }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr className="h-8 border-b border-line text-left text-meta text-ink-2">
        {selection ? (
          <th scope="col" className="w-10 pl-(--gutter)">
            <Checkbox
              bare
              label="Select all"
              checked={ids.length > 0 && selection.ids.size === ids.length}
              indeterminate={selection.ids.size > 0 && selection.ids.size < ids.length}
              onChange={() => selection.toggleAll(ids)}
            />
          </th>
        ) : null}
        {columns.map(({ key, title, bare, align, width, priority }) => (
          <th
            key={key}
            scope="col"
            style={{ width }}
            className={`px-2 font-medium first:pl-(--gutter) last:pr-(--gutter) ${align === 'right' ? 'text-right' : ''} ${priorityClass(priority)}`}
          >
            {bare ? <span className="sr-only">{title}</span> : title}
          </th>
        ))}
        {hasActions ? (
          <th scope="col" className="w-24 pr-(--gutter) @max-xl:hidden">
            <span className="sr-only">Actions</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}
