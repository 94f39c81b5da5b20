import { Banner } from '../../ui/banner';
import { SeenText } from '../../ui/seen-text';
import { Time } from '../../ui/time';
import type { HostDetail } from './host-detail';
import { hostLooks } from './host-looks';

// A clock this far off puts what happened there at a wrong time by more than people overlook.
const noticeableMs = 5_000;

/** What stands in the way on this machine, in words. Nothing when all is well. */
export function HostBanners({ host }: { host: HostDetail }) {
  const { state, problems, versionAdvice, clockOffsetMs, revokedAt, lastSeenAt } = host;
  if (state === 'REVOKED') {
    return (
      <Banner tone="red" icon="ban" title="Revoked">
        {hostLooks.REVOKED.meaning} What was read of it is kept. <Time at={revokedAt} shown="absolute" />
      </Banner>
    );
  }
  return (
    <>
      {state === 'OFFLINE' ? (
        <Banner tone="neutral" icon="clock" title="The machine is not heard of">
          {hostLooks.OFFLINE.meaning} Last seen <Time at={lastSeenAt} missing="never" />.
        </Banner>
      ) : null}
      {versionAdvice ? (
        <Banner tone="amber" title="The versions do not fit">
          <SeenText text={versionAdvice} />
        </Banner>
      ) : null}
      {problems.map((words) => (
        <Banner key={words} tone="amber" title={<SeenText text={words} />}>
          Told by the agent on the machine.
        </Banner>
      ))}
      {clockOffsetMs && Math.abs(clockOffsetMs) >= noticeableMs ? (
        <Banner tone="amber" icon="clock" title={clockWords(clockOffsetMs)}>
          Times told by its runtimes are off by as much. Let it set its clock over the network.
        </Banner>
      ) : null}
    </>
  );
}

const clockWords = (offsetMs: number): string =>
  `Its clock is ${Math.round(Math.abs(offsetMs) / 1_000).toLocaleString('en')} s ${offsetMs > 0 ? 'ahead' : 'behind'}`;
