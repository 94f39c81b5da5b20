import { useCallback, useEffect, useRef, useState } from 'react';

/** Copies text and remembers for two seconds that it did. `failed` when the browser forbids the clipboard. */
export function useCopy(): { copied: boolean; failed: boolean; copy: (text: string) => Promise<void> } {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const timer = useRef<number>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = useCallback(async (text: string) => {
    const written = await writeClipboard(text);
    setState(written ? 'copied' : 'failed');
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setState('idle'), 2_000);
  }, []);
  return { copied: state === 'copied', failed: state === 'failed', copy };
}

async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http on a private network has no clipboard API; the text stays selectable.
    return false;
  }
}
