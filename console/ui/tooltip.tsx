import { Tooltip as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { KeyHint } from './key-hint';
import { useOverlayPlace } from './overlay-place';

interface TooltipProps {
  /** Text, or a few lines of it. Nothing anybody needs may stand only here: fingers cannot hover. */
  text: ReactNode;
  keys?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes focus. */
  children: ReactElement;
}

/** A short explanation on hover and focus. */
export function Tooltip({ text, keys, side = 'top', children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal container={useOverlayPlace()}>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="overlay z-70 flex max-w-72 items-center gap-2 px-2 py-1 text-meta text-ink"
        >
          {text}
          {keys ? <KeyHint keys={keys} /> : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Wraps the app once: neighbouring tooltips open without delay. */
export function TooltipScope({ children }: { children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  );
}
