import { useEffect, useRef, useState } from 'react';
import { Icon } from './icon';
import { useHotkey } from './use-hotkey';

interface SearchFieldProps {
  /** What is searched, as placeholder and accessible name: "Search agents". */
  label: string;
  value: string;
  /** Called once typing pauses for 200 ms. */
  onChange: (text: string) => void;
}

/** A search over the list below it. `/` moves here, Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(value);
  useHotkey({ keys: '/', does: 'Search this list', run: () => input.current?.focus() });

  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, 200);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  return (
    <div className="relative min-w-40 flex-1 basis-48 @max-lg:basis-full @lg:max-w-72">
      <Icon
        name="search"
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('');
        }}
        data-size="small"
        className="input pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
    </div>
  );
}
