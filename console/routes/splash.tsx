import { Logo } from '../ui/logo';

/** Before anything is known: the mark, quietly. */
export function Splash() {
  return (
    <div role="status" aria-label="Loading ClawButler" className="grid h-dvh place-items-center">
      <Logo size={32} />
    </div>
  );
}
