import { useCallback, useEffect, useMemo, useRef, useState, type FocusEvent, type RefObject } from 'react';
import { steadyRows } from './steady-rows';

interface SteadyRows<Row> {
  rows: readonly Row[];
  /** New rows that wait. */
  held: number;
  /** Shows them, from the top. */
  release: () => void;
  /** For the element around the list. */
  frame: RefObject<HTMLDivElement | null>;
  frameProps: {
    onPointerEnter: () => unknown;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
}

const scrollers = '[data-scroller], main';

type Hold = 'pointer' | 'focus' | 'scroll';

/**
 * Keeps a live list still while somebody points at it, moves through it with keys, or has scrolled down.
 * @param now what the server says
 * @param options `pointer: false` where a resting pointer should not hold the list; `still` holds it in any case;
 * `of` says what is listed: other rows (another filter) replace those shown, held or not
 */
export function useSteadyRows<Row extends { id: string }>(
  now: readonly Row[],
  { pointer = true, still = false, of = '' }: { pointer?: boolean; still?: boolean; of?: string } = {},
): SteadyRows<Row> {
  const [holds, setHolds] = useState<readonly Hold[]>([]);
  const [before, setBefore] = useState(now);
  const [released, setReleased] = useState(false);
  const [listed, setListed] = useState(of);
  const frame = useRef<HTMLDivElement>(null);

  const holding = (still || holds.length > 0) && !released && listed === of;
  const { shown, held } = steadyRows(before, now, holding);
  if (!sameRows(shown, before)) setBefore(shown);
  if (listed !== of) setListed(of);
  if (released) setReleased(false);

  const hold = useCallback((by: Hold, on: boolean) => {
    setHolds((held) =>
      held.includes(by) === on ? held : on ? [...held, by] : held.filter((one) => one !== by),
    );
  }, []);
  useEffect(() => {
    const scroller = frame.current?.closest(scrollers);
    const note = () => hold('scroll', (scroller?.scrollTop ?? 0) > 4);
    scroller?.addEventListener('scroll', note, { passive: true });
    return () => scroller?.removeEventListener('scroll', note);
  }, [hold]);
  const release = useCallback(() => {
    setReleased(true);
    frame.current?.closest(scrollers)?.scrollTo({ top: 0 });
  }, []);
  const frameProps = useMemo(
    () => ({
      onPointerEnter: () => pointer && hold('pointer', true),
      onPointerLeave: () => hold('pointer', false),
      onFocus: () => hold('focus', true),
      onBlur: (event: FocusEvent<HTMLElement>) =>
        hold('focus', event.currentTarget.contains(event.relatedTarget)),
    }),
    [hold, pointer],
  );
  return { rows: shown, held, release, frame, frameProps };
}

const sameRows = <Row>(one: readonly Row[], other: readonly Row[]): boolean =>
  one.length === other.length && one.every((row, index) => row === other[index]);
