import { Card } from '../../ui/card';
import { Time } from '../../ui/time';
import type { ConnectorDetail } from './connector-detail';

/** Who else is connected to the gateway. */
export function GatewayPresence({ presence }: { presence: ConnectorDetail['presence'] }) {
  if (presence.length === 0) return null;
  return (
    <Card title="Also connected there" aside={presence.length} flush>
      <ul>
        {presence.map(({ label, mode, lastSeenAt }, index) => (
          <li
            key={`${label} ${index}`}
            className="flex items-baseline gap-3 border-b border-line-soft px-4 py-2 last:border-0"
          >
            <span className="min-w-0 flex-1 wrap-anywhere">
              <bdi>{label}</bdi>
              {mode ? <span className="text-ink-2"> · {mode}</span> : null}
            </span>
            <span className="text-meta text-ink-2">
              <Time at={lastSeenAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
