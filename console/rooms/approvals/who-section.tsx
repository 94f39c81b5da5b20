import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { Section } from './section';

const signs: Record<string, { icon: IconName; word: string }> = {
  person: { icon: 'user', word: 'Person' },
  channel: { icon: 'activity', word: 'Channel' },
  agent: { icon: 'agent', word: 'Agent' },
  session: { icon: 'branch', word: 'Session' },
  cron: { icon: 'clock', word: 'Schedule' },
};

/** The chain of who asked, outermost first. */
export function WhoSection({ approval }: { approval: Pick<ApprovalWholeFragment, 'requesters'> }) {
  const { requesters } = approval;
  return (
    <Section title="Who asked">
      {requesters.length === 0 ? <p className="text-ink-2">The gateway does not say.</p> : null}
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        {requesters.map(({ kind, label }, index) => {
          const { icon, word } = signs[kind] ?? { icon: 'circle' as const, word: 'Requester' };
          return (
            <li key={index} className="flex min-w-0 items-center gap-2">
              {index > 0 ? (
                <Icon name="chevron-right" size={12} className="text-ink-3" label="which started" />
              ) : null}
              <span className="inline-flex min-w-0 items-center gap-1.5 rounded-sm border border-line bg-raised px-2 py-0.5">
                <Icon name={icon} size={14} className="text-icon" label={word} />
                <bdi className="min-w-0 wrap-anywhere">{label}</bdi>
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
