export type ThemeChoice = 'light' | 'dark' | 'system';

const key = 'theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

function apply(): void {
  const choice = stored();
  const dark = choice === 'dark' || (choice === 'system' && system.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  listeners.forEach((listener) => listener());
}

system.addEventListener('change', apply);

/** The chosen theme: the only thing the console keeps in the browser's storage. */
export const theme = {
  get: stored,
  set: (choice: ThemeChoice): void => {
    try {
      if (choice === 'system') localStorage.removeItem(key);
      else localStorage.setItem(key, choice);
    } catch {
      // Without storage the choice holds until the page is closed.
      document.documentElement.dataset.theme = choice === 'dark' ? 'dark' : 'light';
    }
    apply();
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
