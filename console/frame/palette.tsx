import { Command } from 'cmdk';
import { Dialog as Primitive } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useCan, useTo } from '../graphql/organization-context';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { KeyHint } from '../ui/key-hint';
import { sectionsFor } from './navigation';
import { usePaletteFinds } from './use-palette-finds';
import { usePaletteActions } from './use-palette-actions';

/** Everything by name: places, actions, and agents, connectors, approvals and sessions by their text. */
export default function Palette({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const [text, setText] = useState('');
  return (
    <Primitive.Root open onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="scrim" />
        <Primitive.Content className="overlay dialog" data-size="palette" aria-describedby="">
          <Primitive.Title className="sr-only">Search and commands</Primitive.Title>
          <Command label="Search and commands" loop filter={rank}>
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Icon name="search" className="text-ink-3" />
              <Command.Input
                autoFocus
                value={text}
                onValueChange={setText}
                placeholder="Go to a page, find an agent, do something…"
                className="h-12 min-w-0 flex-1 bg-transparent text-lead text-ink outline-none touch:text-h2"
              />
            </div>
            <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-1.5 **:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-meta **:[[cmdk-group-heading]]:text-ink-2">
              <Entries text={text} close={() => onOpenChange(false)} />
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Entries({ text, close }: { text: string; close: () => void }) {
  const places = sectionsFor(useCan()).flatMap((section) => section.places);
  const actions = usePaletteActions();
  const finds = usePaletteFinds(text);
  const navigate = useNavigate();
  const to = useTo();
  const go = (path: string) => {
    close();
    void navigate(to(path));
  };
  return (
    <>
      <Command.Empty className="px-2 py-8 text-center text-ink-2">
        {finds.busy ? 'Searching…' : `Nothing matches “${text}”`}
      </Command.Empty>
      {finds.groups.map(({ heading, icon, rows }) => (
        <Command.Group key={heading} heading={heading}>
          {rows.map(({ path, title, note }) => (
            <Entry
              key={path}
              value={`${title} ${note} ${path}`}
              icon={icon}
              note={note}
              onSelect={() => go(path)}
            >
              {title}
            </Entry>
          ))}
        </Command.Group>
      ))}
      <Command.Group heading="Go to">
        {places.map(({ path, label, icon, keys }) => (
          <Entry key={path} value={`${label} go to`} icon={icon} keys={keys} onSelect={() => go(path)}>
            {label}
          </Entry>
        ))}
      </Command.Group>
      <Command.Group heading="Do">
        {actions.map(({ title, icon, run }) => (
          <Entry key={title} value={title} icon={icon} onSelect={() => (close(), run())}>
            {title}
          </Entry>
        ))}
      </Command.Group>
    </>
  );
}

/** Words must appear as typed, in any order; an entry that begins with the text comes first. */
function rank(value: string, search: string): number {
  const text = value.toLowerCase();
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => text.includes(word))) return 0;
  return text.startsWith(words[0] ?? '') ? 1 : 0.5;
}

interface EntryProps {
  value: string;
  icon: IconName;
  note?: string;
  keys?: string;
  onSelect: () => void;
  children: ReactNode;
}

function Entry({ value, icon, note, keys, onSelect, children }: EntryProps) {
  return (
    <Command.Item value={value} onSelect={onSelect} className="menu-item h-9">
      <Icon name={icon} />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {note ? <span className="max-w-50 truncate text-meta text-ink-2">{note}</span> : null}
      {keys ? <KeyHint keys={keys} className="text-ink-3" /> : null}
    </Command.Item>
  );
}
