import { useId, useRef, type KeyboardEvent, type RefObject } from 'react';
import { Button } from '../../ui/button';
import { useFieldError } from '../../ui/form-context';
import { IconButton } from '../../ui/icon-button';
import { Input } from '../../ui/input';

interface PatternListProps {
  label: string;
  /** Path of the input in the mutation, for the server's complaints. */
  name: string;
  /** One of them, for screen readers: "command pattern". */
  one: string;
  placeholder: string;
  help?: string;
  patterns: readonly string[];
  onChange: (patterns: readonly string[]) => void;
}

/** Patterns, any one of which is enough. Enter goes to the next line, Backspace on an empty one takes it away. */
export function PatternList({ label, name, one, placeholder, help, patterns, onChange }: PatternListProps) {
  const id = useId();
  const fault = useFieldError(name);
  const list = useRef<HTMLUListElement>(null);
  const shown = patterns.length === 0 ? [''] : patterns;

  const { add, remove } = useLines({ lines: shown, list, onChange });

  return (
    <fieldset className="min-w-0" aria-describedby={help || fault ? id : undefined}>
      <legend className="mb-1.5 font-medium text-ink">
        {label}
        <span className="ml-1.5 font-normal text-ink-3">any of</span>
      </legend>
      <ul ref={list} className="grid gap-1.5">
        {shown.map((pattern, index) => (
          <PatternLine
            key={index}
            label={`${one} ${index + 1}`}
            pattern={pattern}
            placeholder={index === 0 ? placeholder : undefined}
            faulty={fault !== undefined}
            alone={shown.length === 1}
            onChange={(text) => onChange(shown.with(index, text))}
            onAdd={() => add(index + 1)}
            onRemove={() => remove(index)}
          />
        ))}
      </ul>
      <Button look="ghost" size="small" icon="plus" className="mt-1 -ml-2" onClick={() => add(shown.length)}>
        Add {one}
      </Button>
      {fault || help ? (
        <p
          id={id}
          data-tone={fault ? 'red' : 'neutral'}
          className="text-meta text-tone-ink"
          role={fault ? 'alert' : undefined}
        >
          {fault ?? help}
        </p>
      ) : null}
    </fieldset>
  );
}

interface Lines {
  lines: readonly string[];
  list: RefObject<HTMLElement | null>;
  onChange: (lines: readonly string[]) => void;
}

/** Adds and takes away lines; focus goes to the new one, or to the one before. */
function useLines({ lines, list, onChange }: Lines) {
  const focus = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[Math.max(0, index)]?.focus());
  return {
    add: (index: number) => {
      onChange(lines.toSpliced(index, 0, ''));
      focus(index);
    },
    remove: (index: number) => {
      onChange(lines.toSpliced(index, 1));
      focus(index - 1);
    },
  };
}

interface PatternLineProps {
  label: string;
  pattern: string;
  placeholder?: string;
  faulty: boolean;
  /** The only line: it can be emptied but not taken away. */
  alone: boolean;
  onChange: (pattern: string) => void;
  onAdd: () => void;
  onRemove: () => void;
}

function PatternLine({
  label,
  pattern,
  placeholder,
  faulty,
  alone,
  onChange,
  onAdd,
  onRemove,
}: PatternLineProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (pattern) onAdd();
    } else if (event.key === 'Backspace' && pattern === '' && !alone) {
      event.preventDefault();
      onRemove();
    }
  };
  return (
    <li className="flex gap-1.5">
      <Input
        className="mono"
        aria-label={label}
        aria-invalid={faulty || undefined}
        placeholder={placeholder}
        spellCheck={false}
        maxLength={500}
        value={pattern}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {alone && pattern === '' ? null : <IconButton icon="x" label={`Remove ${label}`} onClick={onRemove} />}
    </li>
  );
}
