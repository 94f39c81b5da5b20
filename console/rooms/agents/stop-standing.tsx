import type { StopOrderFragment } from '../../graphql/generated/documents';
import { Banner } from '../../ui/banner';
import { Countdown } from '../../ui/countdown';
import { progressWords, stopLooks } from './stop-looks';

/** How the order stands as a whole: a word, what it means, how many gateways are there, how long it waits. */
export function StopStanding({ order }: { order: StopOrderFragment }) {
  const { state, reports, engagedAt, expiresAt } = order;
  const { word, tone, icon, meaning } = stopLooks[state];
  return (
    <Banner tone={tone} icon={icon} role="status" title={word}>
      <div className="grid gap-2">
        <p className="max-w-160 text-pretty">{meaning}</p>
        <p className="figures font-medium text-ink">{progressWords(state, reports)}</p>
        {state === 'PENDING' ? (
          <div className="max-w-80">
            <Countdown from={engagedAt} until={expiresAt} after="left to reach the rest" />
          </div>
        ) : null}
      </div>
    </Banner>
  );
}
