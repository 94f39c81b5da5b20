import type { LoginSessionLineFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Time } from '../../ui/time';
import { deviceWords } from './device-words';

interface SessionLineProps {
  session: LoginSessionLineFragment;
  onEnd: () => void;
}

/** One session: program, address, when it was last used. */
export function SessionLine({ session, onEnd }: SessionLineProps) {
  const { userAgent, ip, lastSeenAt, createdAt, expiresAt, current } = session;
  const device = deviceWords(userAgent);
  return (
    <li className="flex items-center gap-3 border-b border-line-soft px-4 py-2.5 last:border-0">
      <Icon name="monitor" className="shrink-0 text-icon max-sm:hidden" />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium text-ink wrap-anywhere" title={userAgent ?? undefined}>
            {device}
          </span>
          {current ? <Badge tone="brand">This session</Badge> : null}
        </span>
        <span className="text-meta text-ink-2">
          <span className="mono">{ip ?? 'address unknown'}</span> · active <Time at={lastSeenAt} /> · signed
          in <Time at={createdAt} shown="short" /> · ends <Time at={expiresAt} />
        </span>
      </div>
      {current ? null : (
        <Button size="small" look="ghost" tone="red" onClick={onEnd}>
          End <span className="sr-only">the session of {device}</span>
        </Button>
      )}
    </li>
  );
}
