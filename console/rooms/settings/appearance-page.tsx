import { useSyncExternalStore } from 'react';
import { theme, type ThemeChoice } from '../../frame/theme';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { SettingsFrame } from './settings-frame';

const choices: readonly { value: ThemeChoice; label: string; icon: IconName; help: string }[] = [
  { value: 'light', label: 'Light', icon: 'sun', help: 'Dark text on white.' },
  { value: 'dark', label: 'Dark', icon: 'moon', help: 'For dim rooms and long nights.' },
  { value: 'system', label: 'Like the system', icon: 'monitor', help: 'Follows your device, also at dusk.' },
];

/** Light or dark, on this device. */
export function AppearancePage() {
  const chosen = useSyncExternalStore(theme.subscribe, theme.get);
  return (
    <SettingsFrame title="Appearance">
      <Card title="Theme">
        <fieldset>
          <legend className="mb-3 text-ink-2">
            Holds in this browser, for every organisation. It is the only thing kept there.
          </legend>
          <div className="grid gap-2 sm:grid-cols-3">
            {choices.map(({ value, label, icon, help }) => (
              <label
                key={value}
                data-tone="brand"
                className="grid cursor-pointer content-start gap-1 rounded-md border border-line bg-raised p-3 has-checked:border-tone-ink has-checked:bg-tone-bg has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--brand-ink)"
              >
                <span className="flex items-center gap-1.5 font-medium text-ink">
                  <input
                    type="radio"
                    name="theme"
                    className="sr-only"
                    checked={chosen === value}
                    onChange={() => theme.set(value)}
                  />
                  <Icon name={icon} />
                  {label}
                </span>
                <span className="text-meta text-ink-2">{help}</span>
              </label>
            ))}
          </div>
        </fieldset>
      </Card>
    </SettingsFrame>
  );
}
