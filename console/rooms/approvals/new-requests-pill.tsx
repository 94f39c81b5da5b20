import { Button } from '../../ui/button';

/** Says that requests wait above, without moving anything until asked. */
export function NewRequestsPill({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className="pointer-events-none sticky top-2 z-10 h-0 text-center" role="status">
      {count > 0 ? (
        <Button
          size="small"
          tone="amber"
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
