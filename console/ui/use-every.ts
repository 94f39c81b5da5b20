import { useEffect, useRef } from 'react';

/** Runs again and again while the component is mounted and somebody looks; 0 pauses. For facts no event announces. */
export function useEvery(ms: number, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (ms === 0) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && latest.current(), ms);
    return () => clearInterval(timer);
  }, [ms]);
}
