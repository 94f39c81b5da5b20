import { useEffect } from 'react';

interface Title {
  text: string;
}

let titles: readonly Title[] = [];

function publish(next: readonly Title[]): void {
  titles = next;
  document.title = next.at(-1)?.text ?? 'ClawButler';
}

/**
 * Sets the window's title: most specific part first, the product last. Where a list and a detail stand side by side
 * the one that came last wins; when it goes, the other's title returns.
 */
export function usePageTitle(parts: readonly string[]): void {
  const text = [...parts, 'ClawButler'].join(' · ');
  useEffect(() => {
    const mine: Title = { text };
    publish([...titles, mine]);
    return () => publish(titles.filter((one) => one !== mine));
  }, [text]);
}
