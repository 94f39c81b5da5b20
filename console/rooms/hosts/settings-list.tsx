import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button';

/** So many at first: hundreds of rules would push everything else away. */
const few = 12;

interface SettingsListProps<T> {
  title: string;
  /** What it means that there are none. */
  empty: string;
  items: readonly T[];
  children: (item: T) => ReactNode;
}

/** One kind of settings under its heading, the first few until more are asked for. */
export function SettingsList<T>({ title, empty, items, children }: SettingsListProps<T>) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, few);
  return (
    <div className="grid gap-1">
      <h3 className="font-medium text-ink">
        {title} {items.length > 0 ? <span className="text-ink-2">{items.length}</span> : null}
      </h3>
      {items.length === 0 ? <p className="text-ink-2">{empty}</p> : null}
      {items.length > 0 ? (
        <ul aria-label={title} className="grid gap-1">
          {shown.map((item) => (
            <li key={JSON.stringify(item)}>{children(item)}</li>
          ))}
        </ul>
      ) : null}
      {shown.length < items.length ? (
        <div>
          <Button size="small" onClick={() => setAll(true)}>
            Show all {items.length.toLocaleString('en')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
