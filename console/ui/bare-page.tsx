import type { ReactNode } from 'react';
import { OverlayPlace } from './overlay-place';

/** A page without the frame around it: one message in the middle. */
export function BarePage({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-content-center">
      <OverlayPlace>{children}</OverlayPlace>
    </main>
  );
}
