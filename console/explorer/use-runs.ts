import { useEffect, useRef, useState } from 'react';
import { runOperation, type Request, type Shown } from './run-operation';

const keep = 30;

/** What was run in this tab, newest first, and how the last run stands. One runs at a time. */
export function useRuns() {
  const [past, setPast] = useState<Request[]>([]);
  const [shown, setShown] = useState<Shown | null>(null);
  const [running, setRunning] = useState(false);
  const current = useRef<AbortController | null>(null);
  const stop = () => current.current?.abort();
  useEffect(() => stop, []);

  const run = (request: Request, cursor: number) => {
    stop();
    const mine = new AbortController();
    current.current = mine;
    const isCurrent = () => current.current === mine;
    setPast((before) => [request, ...before.filter(({ query }) => query !== request.query)].slice(0, keep));
    setRunning(true);
    void runOperation(request, cursor, {
      signal: mine.signal,
      show: (next) => isCurrent() && setShown(next),
    }).finally(() => isCurrent() && setRunning(false));
  };
  return { past, shown, running, run, stop };
}
