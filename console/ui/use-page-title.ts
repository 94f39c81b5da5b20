import { useEffect } from 'react';

/** Sets the window's title: most specific part first, the product last. */
export function usePageTitle(parts: readonly string[]): void {
  const title = [...parts, 'ClawButler'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
