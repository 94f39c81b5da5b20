import { Button } from './button';
import type { Tone } from './tone';

/** Says that new rows wait above, without moving anything until asked. */
export function NewRowsPill({
  count,
  tone = 'neutral',
  onShow,
}: {
  count: number;
  /** Amber where the rows wait for a human. */
  tone?: Tone;
  onShow: () => void;
}) {
  return (
    <div className="pointer-events-none sticky top-2 z-10 h-0 text-center" role="status">
      {count > 0 ? (
        <Button
          size="small"
          tone={tone}
          icon="arrow-up"
          onClick={onShow}
          className="overlay toast pointer-events-auto bg-raised"
        >
          {count} new
        </Button>
      ) : null}
    </div>
  );
}
