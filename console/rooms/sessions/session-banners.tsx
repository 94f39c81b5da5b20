import { Banner } from '../../ui/banner';
import { Time } from '../../ui/time';
import type { SessionDetail } from './session-detail';

const isAway = ({ instance, connector }: SessionDetail): boolean =>
  instance ? instance.host.state !== 'ONLINE' : connector?.state !== 'CONNECTED';

/** What a reader has to know before reading. */
export function SessionBanners({ session }: { session: SessionDetail }) {
  const { erasedAt, sourceGoneAt, contentPolicy, status, instance } = session;
  const place = instance ? 'machine' : 'gateway';
  return (
    <>
      {erasedAt ? (
        <Banner tone="neutral" icon="trash" title="Its content was erased here">
          Title and texts are gone for good. Counts, digests, costs and the audit log are kept.{' '}
          <Time at={erasedAt} shown="absolute" />
        </Banner>
      ) : contentPolicy === 'METADATA' ? (
        <Banner tone="blue" icon="eye-off" title="Metadata only">
          Who, when, which tool and how many tokens: what was said and done{' '}
          {instance ? 'has not left the machine' : 'was not kept'}.
        </Banner>
      ) : null}
      {sourceGoneAt ? (
        <Banner
          tone="neutral"
          icon="info"
          title={instance ? 'Its file is gone on the machine' : 'Its gateway does not list it any more'}
        >
          What was read before is kept here. <Time at={sourceGoneAt} shown="absolute" />
        </Banner>
      ) : null}
      {status === 'UNKNOWN' && isAway(session) ? (
        <Banner tone="neutral" icon="clock" title={`The ${place} is away`}>
          Nobody can say whether it still runs. What happens meanwhile is read when the {place} is back.
        </Banner>
      ) : null}
    </>
  );
}
