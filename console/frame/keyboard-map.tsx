import { useSyncExternalStore } from 'react';
import { Dialog } from '../ui/dialog';
import { hotkeyStore, type Hotkey } from '../ui/hotkey-registry';
import { KeyHint } from '../ui/key-hint';

const lists: readonly Pick<Hotkey, 'keys' | 'does'>[] = [
  { keys: 'j', does: 'Next row' },
  { keys: 'k', does: 'Previous row' },
  { keys: 'enter', does: 'Open row' },
  { keys: 'x', does: 'Select row' },
];

/** Every key that works on this page. */
export default function KeyboardMap({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const hotkeys = useSyncExternalStore(hotkeyStore.subscribe, hotkeyStore.snapshot);
  const groups = new Map<string, Map<string, string>>();
  for (const { group = 'This page', keys, does } of hotkeys) {
    if (group === 'Lists') continue;
    groups.set(group, (groups.get(group) ?? new Map<string, string>()).set(keys, does));
  }
  groups.set('Lists', new Map(lists.map(({ keys, does }) => [keys, does])));
  return (
    <Dialog open onOpenChange={onOpenChange} title="Keyboard map" size="wide">
      <div className="gap-x-10 sm:columns-2">
        {[...groups].map(([group, keys]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-meta font-medium text-ink-2">{group}</h3>
            <dl>
              {[...keys].map(([key, does]) => (
                <div
                  key={key}
                  className="flex h-8 items-center justify-between gap-4 border-b border-line-soft"
                >
                  <dt>{does}</dt>
                  <dd>
                    <span className="sr-only">{key}</span>
                    <KeyHint keys={key} className="text-ink-2" />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
