import { useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useRowKeys } from './use-row-keys';
import type { Selection } from './use-selection';

interface ListProps<Row> {
  label: string;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Where the row leads; it is a real link. */
  rowTo: (row: Row) => string;
  /** The row open beside the list. */
  openId?: string;
  selection?: Selection;
  /** Called with each row that a key moves to, for example to open it beside the list. */
  onMove?: (id: string) => void;
  /** Two or three lines. Controls inside must stop their own clicks. */
  children: (row: Row) => ReactNode;
  /** Checkbox or mark before the link. */
  lead?: (row: Row) => ReactNode;
}

/** Rows of several lines, as in an inbox, with the keyboard of a list: j, k, Enter, x. */
export function List<Row>(props: ListProps<Row>) {
  const { label, rows, rowId, rowTo, openId, selection, children, lead } = props;
  const list = useRef<HTMLUListElement>(null);
  const { onKeyDown, rowProps } = useRowKeys({
    ids: rows.map(rowId),
    container: list,
    openId,
    onMove: props.onMove,
    onToggle: selection?.toggle,
    onOpen: (id) => list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.click(),
  });
  return (
    <ul ref={list} aria-label={label} onKeyDown={onKeyDown}>
      {rows.map((row) => {
        const id = rowId(row);
        return (
          <li
            key={id}
            data-open={openId === id || undefined}
            data-ticked={selection?.ids.has(id) || undefined}
            className="flex items-start border-b border-line-soft hover:bg-hover data-open:bg-brand-bg data-ticked:bg-brand-bg"
          >
            {lead ? <span className="pt-3 pl-(--gutter)">{lead(row)}</span> : null}
            <Link
              {...rowProps(id)}
              to={rowTo(row)}
              aria-current={openId === id ? 'true' : undefined}
              className={`block min-w-0 flex-1 py-2.5 pr-(--gutter) -outline-offset-2 touch:min-h-11 ${lead ? 'pl-3' : 'pl-(--gutter)'}`}
            >
              {children(row)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
