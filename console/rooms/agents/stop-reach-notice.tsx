import { StopReachDocument } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { Banner } from '../../ui/banner';
import { Skeleton } from '../../ui/skeleton';
import { reachOf, reachWords } from './stop-reach';
import { filterOf, type StopTarget } from './stop-target';

const list = new Intl.ListFormat('en');
const few = 4;

function names(all: readonly string[]): string {
  const rest = all.length - few;
  return list.format(rest > 0 ? [...all.slice(0, few), `${rest} more`] : all);
}

/** What a stop would reach, counted now, and where it would have to wait. */
export function StopReachNotice({ target }: { target: StopTarget }) {
  const { data, problem } = useRead(StopReachDocument, { filter: filterOf(target) });
  if (problem) {
    return (
      <Banner tone="amber" title="How far it goes could not be counted">
        It can be ordered all the same.
      </Banner>
    );
  }
  if (!data) return <Skeleton width="80%" height={16} />;
  const reach = reachOf(target, data);
  return (
    <>
      <p className="figures font-medium text-ink">{reachWords(target.scope, reach)}.</p>
      {reach.unlinked.length > 0 ? (
        <Banner tone="amber" title="Not linked now">
          <bdi>{names(reach.unlinked)}</bdi> cannot be told before the link is back; until then work may go on
          there. The order waits.
        </Banner>
      ) : null}
      {reach.readOnly.length > 0 ? (
        <Banner tone="red" title="Cannot be stopped from here">
          <bdi>{names(reach.readOnly)}</bdi> can only be read. Stop it at the gateway itself.
        </Banner>
      ) : null}
    </>
  );
}
