import { Button } from '../../ui/button';
import { KeyHint } from '../../ui/key-hint';
import { useHotkey } from '../../ui/use-hotkey';

interface PauseButtonProps {
  paused: boolean;
  /** Events since the pause. */
  missed: number;
  onToggle: () => void;
}

/** Holds the feed still, and lets it go on from where it stood. */
export function PauseButton({ paused, missed, onToggle }: PauseButtonProps) {
  useHotkey({ keys: 'p', does: 'Pause or resume the feed', run: onToggle });
  return (
    <Button
      icon={paused ? 'play' : 'pause'}
      tone={paused ? 'brand' : undefined}
      onClick={onToggle}
      hint={<KeyHint keys="p" />}
    >
      {paused ? `Resume${missed > 0 ? ` (${missed.toLocaleString('en')} new)` : ''}` : 'Pause'}
    </Button>
  );
}
