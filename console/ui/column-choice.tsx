import { useSearchParams } from 'react-router';
import { IconButton } from './icon-button';
import { Menu, MenuCheck, MenuLabel } from './menu';
import { shownColumns, type Column } from './table-columns';

/** The menu that shows and hides columns; the choice lives in the URL and travels with a shared link. */
export function ColumnChoice<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  const [params, setParams] = useSearchParams();
  const shown = shownColumns(columns, params.get('cols')).map(({ key }) => key);

  function toggle(key: string): void {
    const next = columns
      .map((column) => column.key)
      .filter((one) => (one === key ? !shown.includes(one) : shown.includes(one)));
    setParams(
      (before) => {
        before.set('cols', next.join(','));
        return before;
      },
      { replace: true },
    );
  }

  return (
    <Menu trigger={<IconButton icon="columns" label="Choose columns" size="small" />}>
      <MenuLabel>Columns</MenuLabel>
      {columns.slice(1).map(({ key, title }) => (
        <MenuCheck key={key} checked={shown.includes(key)} onChange={() => toggle(key)}>
          {title}
        </MenuCheck>
      ))}
    </Menu>
  );
}
