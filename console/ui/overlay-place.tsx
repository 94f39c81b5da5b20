import { createContext, useContext, useState, type ReactNode } from 'react';

const OverlayPlaceContext = createContext<HTMLElement | null>(null);

/**
 * Gives menus and tooltips below it a home inside this part of the page instead of the end of the body: within a
 * landmark for screen readers, and within an open dialog, which makes all else unreachable.
 */
export function OverlayPlace({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <OverlayPlaceContext value={place}>
      {children}
      <div ref={setPlace} className="contents" />
    </OverlayPlaceContext>
  );
}

/** Where to draw an overlay; undefined means the end of the body. */
export const useOverlayPlace = (): HTMLElement | undefined => useContext(OverlayPlaceContext) ?? undefined;
