import { handleKey } from './hotkey-registry';

/** Connects the keyboard to what `useHotkey` registered; called once. */
export function listenForKeys(target: Window): void {
  target.addEventListener('keydown', handleKey);
}
