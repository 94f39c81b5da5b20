import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { Icon } from './icon';
import { Menu, MenuCheck, MenuItem, MenuLine } from './menu';
import { SearchField } from './search-field';
import type { FilterDefinition, Filters } from './use-filters';

interface FilterBarProps {
  definitions: readonly FilterDefinition[];
  /** From `useFilters(definitions)`. */
  filters: Filters;
  /** At the right end: column choice, export. */
  aside?: ReactNode;
}

/** Filters of a list in one line: the search first, then a chip for each choice. */
export function FilterBar({ definitions, filters, aside }: FilterBarProps) {
  return (
    <div role="search" className="@container px-(--gutter) pb-3">
      <div className="flex flex-wrap items-center gap-2">
        {definitions.map((definition) => (
          <Filter key={definition.key} definition={definition} filters={filters} />
        ))}
        {filters.active ? (
          <Button look="ghost" size="small" onClick={filters.clear}>
            Clear
          </Button>
        ) : null}
        {aside ? <div className="ml-auto flex items-center gap-1">{aside}</div> : null}
      </div>
    </div>
  );
}

function Filter({ definition, filters }: { definition: FilterDefinition; filters: Filters }) {
  const { key, label, kind } = definition;
  const value = filters.one(key) ?? '';
  if (kind === 'text')
    return <SearchField label={label} value={value} onChange={(text) => filters.set(key, text)} />;
  if (kind === 'date') {
    return (
      <label className="flex items-center gap-1.5 text-meta text-ink-2">
        {label}
        <input
          type="date"
          value={value}
          onChange={(event) => filters.set(key, event.target.value)}
          data-size="small"
          className="input w-36"
        />
      </label>
    );
  }
  if (kind === 'word')
    return <WordFilter key={value} label={label} value={value} onChange={(word) => filters.set(key, word)} />;
  return <ChoiceFilter definition={definition} filters={filters} />;
}

interface WordFilterProps {
  label: string;
  value: string;
  onChange: (word: string) => void;
}

/** A value that must match as a whole: it takes effect with Enter or on leaving, not while it is half typed. */
function WordFilter({ label, value, onChange }: WordFilterProps) {
  const [typed, setTyped] = useState(value);
  const send = () => typed.trim() !== value && onChange(typed.trim());
  return (
    <label className="flex items-center gap-1.5 text-meta text-ink-2">
      {label}
      <input
        value={typed}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        data-size="small"
        className="input w-32"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={send}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send();
          if (event.key === 'Escape') setTyped(value);
        }}
      />
    </label>
  );
}

function ChoiceFilter({ definition, filters }: { definition: FilterDefinition; filters: Filters }) {
  const { key, label, kind, options = [] } = definition;
  const chosen = filters.many(key);
  const words = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label);

  function toggle(value: string, on: boolean): void {
    if (kind === 'one') filters.set(key, on ? value : null);
    else filters.set(key, on ? [...chosen, value] : chosen.filter((one) => one !== value));
  }

  return (
    <Menu
      align="start"
      trigger={
        <Button size="small" tone={words.length > 0 ? 'brand' : undefined}>
          {label}
          {words.length > 0 ? (
            <span className="max-w-40 truncate font-semibold">{summary(words)}</span>
          ) : null}
          <Icon name="chevron-down" size={12} />
        </Button>
      }
    >
      {options.map((option) => (
        <MenuCheck
          key={option.value}
          checked={chosen.includes(option.value)}
          onChange={(on) => toggle(option.value, on)}
        >
          {option.label}
        </MenuCheck>
      ))}
      {words.length > 0 ? (
        <>
          <MenuLine />
          <MenuItem icon="x" onSelect={() => filters.set(key, null)}>
            Clear
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}

const summary = (words: readonly string[]): string =>
  words.length > 2 ? `${words.length} chosen` : words.join(', ');
