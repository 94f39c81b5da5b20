import type { MouseEvent, ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Checkbox } from './checkbox';
import { priorityClass, type Column } from './table-columns';
import type { Selection } from './use-selection';

interface TableRowProps<Row> {
  row: Row;
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  columns: readonly Column<Row>[];
  keyProps: object;
  rowTo?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  openId?: string;
  selection?: Selection;
  actions?: (row: Row) => ReactNode;
}

/** One row. A click anywhere but on a control opens it; the first cell holds the real link. */
export function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, columns, selection, actions, rowTo, onOpen, keyProps } = props;
  const navigate = useNavigate();
  const id = props.rowId(row);
  const opens = Boolean(rowTo ?? onOpen);

  function open(event: MouseEvent<HTMLElement>): void {
    if ((event.target as HTMLElement).closest('a, button, input, label, [role=menuitem]')) return;
    if (window.getSelection()?.toString()) return;
    if (onOpen) onOpen(row);
    else if (rowTo) void navigate(rowTo(row));
  }

  return (
    <tr
      {...keyProps}
      onClick={opens ? open : undefined}
      data-open={props.openId === id || undefined}
      data-ticked={selection?.ids.has(id) || undefined}
      className={`group h-9 border-b border-line-soft -outline-offset-2 hover:bg-hover data-open:bg-brand-bg data-ticked:bg-brand-bg touch:h-11 ${opens ? 'cursor-pointer' : ''}`}
    >
      {selection ? (
        <td className="w-10 pl-(--gutter)">
          <Checkbox
            bare
            label={`Select ${props.rowName(row)}`}
            checked={selection.ids.has(id)}
            onChange={() => selection.toggle(id)}
          />
        </td>
      ) : null}
      <Cells row={row} columns={columns} to={rowTo?.(row)} />
      {actions ? (
        <td className="pr-(--gutter) @max-xl:hidden">
          <span className="flex justify-end gap-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 group-focus:opacity-100 touch:opacity-100">
            {actions(row)}
          </span>
        </td>
      ) : null}
    </tr>
  );
}

function Cells<Row>({ row, columns, to }: Pick<TableRowProps<Row>, 'row' | 'columns'> & { to?: string }) {
  return columns.map(({ key, cell, align, priority }, index) => (
    <td
      key={key}
      className={`overflow-hidden px-2 py-1.5 text-ellipsis whitespace-nowrap text-ink first:pl-(--gutter) last:pr-(--gutter) ${align === 'right' ? 'figures text-right' : ''} ${priorityClass(priority)}`}
    >
      {index === 0 && to ? (
        <Link to={to} tabIndex={-1} className="font-medium">
          {cell(row)}
        </Link>
      ) : (
        cell(row)
      )}
    </td>
  ));
}
