/** A key and what it does; shown on the keyboard map. */
export interface Hotkey {
  /** `d`, `shift+a`, `mod+k`, or `g a` for one after the other. */
  keys: string;
  does: string;
  /** Heading on the map; "This page" when left out. */
  group?: string;
  run: (event: KeyboardEvent) => void;
  /** Works while a field has focus or a dialog is open. */
  everywhere?: boolean;
}

let hotkeys: readonly Hotkey[] = [];
const listeners = new Set<() => void>();
let pending: { key: string; untilMs: number } | null = null;
const sequenceMs = 900;

function publish(next: readonly Hotkey[]): void {
  hotkeys = next;
  listeners.forEach((listener) => listener());
}

/** All keys that work now, latest last, and the means to follow them. */
export const hotkeyStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  snapshot: () => hotkeys,
};

/** Adds a key; a later one hides an earlier one. @returns removes it */
export function addHotkey(hotkey: Hotkey): () => void {
  publish([...hotkeys, hotkey]);
  return () => publish(hotkeys.filter((one) => one !== hotkey));
}

/** `shift+a`, `mod+k`, `?`: the way keys are written here. */
export function writtenKey(event: KeyboardEvent): string {
  const plain =
    event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase().replace('arrow', '');
  const shifted = event.shiftKey && (plain.length > 1 || /[a-z]/.test(plain));
  return `${event.metaKey || event.ctrlKey ? 'mod+' : ''}${shifted ? 'shift+' : ''}${plain}`;
}

function busyElsewhere(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  const typing = target.matches?.('input:not([type=checkbox]), textarea, select, [contenteditable]');
  return typing || document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;
}

const named = (keys: string | null): Hotkey | undefined => hotkeys.findLast((one) => one.keys === keys);

/** What belongs to this key: a sequence that it completes, else the key itself. */
function hotkeyFor(key: string, atMs: number): Hotkey | undefined {
  const begun = pending && pending.untilMs > atMs ? `${pending.key} ${key}` : null;
  pending = null;
  return named(begun) ?? named(key);
}

/** Runs what belongs to the key, if anything. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const key = writtenKey(event);
  const found = hotkeyFor(key, event.timeStamp);
  const busy = busyElsewhere(event);
  if (found && (found.everywhere || !busy)) {
    event.preventDefault();
    found.run(event);
  } else if (!busy && hotkeys.some((one) => one.keys.startsWith(`${key} `))) {
    pending = { key, untilMs: event.timeStamp + sequenceMs };
  }
}
