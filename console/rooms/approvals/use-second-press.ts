import { useCallback, useEffect, useState } from 'react';

const armedMs = 4_000;

/**
 * Guards a deed that cannot be undone: where `needed`, the first press only arms it for four seconds.
 * @returns what is armed, and the press
 */
export function useSecondPress<Deed extends string>(run: (deed: Deed) => void) {
  const [armed, setArmed] = useState<Deed | null>(null);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(null), armedMs);
    return () => clearTimeout(timer);
  }, [armed]);
  const press = useCallback(
    (deed: Deed, needed: boolean) => {
      if (needed && armed !== deed) return setArmed(deed);
      setArmed(null);
      run(deed);
    },
    [armed, run],
  );
  return { armed, press };
}

/** Fingers slip: on touch screens a decision takes two taps. */
export const decidesByTouch = (): boolean => matchMedia('(pointer: coarse)').matches;
