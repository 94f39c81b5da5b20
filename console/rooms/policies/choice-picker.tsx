import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuCheck } from '../../ui/menu';
import type { Choice } from './use-policy-choices';

interface ChoicePickerProps {
  label: string;
  /** Words while nothing is chosen: "Any agent". */
  any: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Some of what there is; nothing chosen means any. */
export function ChoicePicker({ label, any, choices, chosen, onChange }: ChoicePickerProps) {
  const nameOf = (id: string) => choices.find((choice) => choice.id === id)?.name ?? 'Removed';
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset className="grid min-w-0 content-start gap-2">
      <legend className="mb-1.5 font-medium text-ink">{label}</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        {chosen.length === 0 ? <span className="mr-1 text-ink-2">{any}</span> : null}
        {chosen.map((id) => (
          <span
            key={id}
            className="inline-flex max-w-full items-center gap-0.5 rounded-sm border border-line bg-raised pl-2"
          >
            <bdi className="min-w-0 truncate">{nameOf(id)}</bdi>
            <IconButton
              icon="x"
              size="small"
              label={`Remove ${nameOf(id)}`}
              onClick={() => toggle(id, false)}
            />
          </span>
        ))}
        <Menu
          align="start"
          trigger={
            <Button
              size="small"
              icon="plus"
              disabled={choices.length === 0}
              aria-label={`Choose ${label.toLowerCase()}`}
            >
              Choose
            </Button>
          }
        >
          {choices.map(({ id, name, note }) => (
            <MenuCheck key={id} checked={chosen.includes(id)} onChange={(on) => toggle(id, on)}>
              <bdi>{name}</bdi>
              {note ? <span className="ml-1.5 text-meta text-ink-2">{note}</span> : null}
            </MenuCheck>
          ))}
        </Menu>
      </div>
    </fieldset>
  );
}
