import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LiveConnection } from '../graphql/live-connection';
import type { LiveState } from '../graphql/live-status';
import { useSession } from '../graphql/session-context';
import { Button } from '../ui/button';
import { StatusDot } from '../ui/status-dot';
import { toast } from '../ui/toast-store';
import { Tooltip } from '../ui/tooltip';
import { useNow } from '../ui/use-now';

const meaning: Record<LiveState['status'], string> = {
  live: 'Changes appear here as they happen',
  connecting: 'Opening the live link',
  reconnecting: 'What you see may be old until the link is back. Gateways keep denying what nobody decides.',
  offline: 'This device has no network. What you see may be old.',
};

/** Whether this page is current, always in sight. */
export function ConnectionState() {
  const { live } = useSession();
  return live ? <LiveIndicator live={live} /> : null;
}

function LiveIndicator({ live }: { live: LiveConnection }) {
  const state = useSettled(useSyncExternalStore(live.subscribe, live.state));
  useReturnToast(state.status);
  const waits = state.status === 'reconnecting';
  return (
    <div className="flex items-center gap-2" role="status">
      <Tooltip text={meaning[state.status]} side="bottom">
        <span tabIndex={0} className="inline-flex h-7 items-center rounded-md px-1.5 text-meta">
          <StatusDot tone={tones[state.status]} pulsing={state.status === 'connecting'}>
            {waits ? <RetryWords atMs={state.retryAtMs} /> : words[state.status]}
          </StatusDot>
        </span>
      </Tooltip>
      {waits ? (
        <Button size="small" onClick={live.retryNow} className="max-sm:hidden">
          Retry
        </Button>
      ) : null}
    </div>
  );
}

const tones = { live: 'green', connecting: 'neutral', reconnecting: 'amber', offline: 'red' } as const;
const words = { live: 'Live', connecting: 'Connecting', offline: 'Offline' } as const;

function RetryWords({ atMs }: { atMs: number }) {
  const seconds = Math.ceil((atMs - useNow('second')) / 1_000);
  return <span className="figures">{seconds > 0 ? `Reconnecting in ${seconds} s` : 'Reconnecting'}</span>;
}

/** Holds back breaks shorter than a second, which are nobody's business. */
function useSettled(state: LiveState): LiveState {
  const [shown, setShown] = useState(state);
  useEffect(() => {
    if (state.status === 'live') return setShown(state);
    const timer = setTimeout(() => setShown(state), shown.status === 'live' ? 1_000 : 0);
    return () => clearTimeout(timer);
  }, [state, shown.status]);
  return shown;
}

/** After a visible break, says that the page is current again. */
function useReturnToast(status: LiveState['status']): void {
  const [wasDown, setWasDown] = useState(false);
  useEffect(() => {
    if (status === 'offline' || status === 'reconnecting') setWasDown(true);
    if (status !== 'live' || !wasDown) return;
    setWasDown(false);
    toast({ title: 'Live again', detail: 'Missed changes were read.' });
  }, [status, wasDown]);
}
