import { useEffect, useRef } from 'react';
import { addHotkey, type Hotkey } from './hotkey-registry';

/** A key while the component is mounted; it appears on the keyboard map (`?`). `when: false` switches it off. */
export function useHotkey({
  keys,
  does,
  group,
  run,
  everywhere,
  when = true,
}: Hotkey & { when?: boolean }): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!when) return;
    return addHotkey({ keys, does, group, everywhere, run: (event) => latest.current(event) });
  }, [keys, does, group, everywhere, when]);
}
