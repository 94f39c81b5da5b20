import { useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import type { ApprovalRowFragment } from '../../graphql/generated/documents';
import { FirstLine } from '../../ui/first-line';
import { Icon } from '../../ui/icon';
import { RiskMark } from '../../ui/risk-mark';
import { Time } from '../../ui/time';
import { outcomeLook, standing, stateLooks } from './approval-words';
import { useInFlight, withDecision } from './decisions-in-flight';
import { TimeLeft } from './time-left';

const arrivalMs = 4_000;

/** One request in the queue or the history: who, what, and how much time is left or how it ended. */
export function ApprovalRow({ approval }: { approval: ApprovalRowFragment }) {
  const viewer = useAccount().viewer?.user ?? null;
  const shown = withDecision(approval, useInFlight(approval.id), viewer);
  const [arriving] = useState(() => Date.now() - Date.parse(approval.askedAt) < arrivalMs);
  const { agent, connector, risk, state, askedAt, expiresAt } = shown;
  return (
    <span
      className={`grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1 ${arriving ? 'animate-[rise_150ms_ease-out]' : ''}`}
    >
      <span className="flex items-baseline justify-between gap-3 text-meta">
        <span className="min-w-0 truncate text-ink-2">
          <AgentName agent={agent} /> on <bdi>{connector.name}</bdi>
        </span>
        <RiskMark risk={risk} />
      </span>
      <span className={state === 'PENDING' ? 'text-ink' : 'text-ink-2'}>
        <FirstLine text={approval.action} />
      </span>
      {state === 'PENDING' ? (
        <TimeLeft from={askedAt} until={expiresAt} />
      ) : (
        <Ending approval={shown} viewerId={viewer?.id} />
      )}
    </span>
  );
}

function AgentName({ agent }: Pick<ApprovalRowFragment, 'agent'>) {
  const { emoji, name } = agent ?? { emoji: null, name: 'Unknown agent' };
  return (
    <bdi className="font-medium text-ink">
      {emoji ? `${emoji} ` : ''}
      {name}
    </bdi>
  );
}

function Ending({ approval, viewerId }: { approval: ApprovalRowFragment; viewerId: string | undefined }) {
  const { tone, icon } = stateLooks[approval.state];
  const outcome = outcomeLook(approval);
  return (
    <span className="flex items-center gap-1.5 text-meta text-ink-2">
      <span data-tone={tone} className="flex min-w-0 items-center gap-1.5 text-tone-ink">
        <Icon name={icon} size={12} />
        <bdi className="truncate">{standing(approval, viewerId)}</bdi>
      </span>
      {outcome && approval.state === 'APPROVED' ? (
        <span data-tone={outcome.tone} className="shrink-0 text-tone-ink">
          · {outcome.word}
        </span>
      ) : null}
      <span className="ml-auto shrink-0 pl-2">
        <Time at={approval.decidedAt ?? approval.askedAt} />
      </span>
    </span>
  );
}
