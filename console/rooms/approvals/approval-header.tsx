import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { Countdown } from '../../ui/countdown';
import { IconButton } from '../../ui/icon-button';
import { LinkButton } from '../../ui/link-button';
import { RiskMark } from '../../ui/risk-mark';
import { Time } from '../../ui/time';
import { StateBadge } from './state-badge';
import { useApprovalsPlace } from './use-approvals-place';

type Headed = Pick<
  ApprovalWholeFragment,
  'agent' | 'kind' | 'tool' | 'connector' | 'state' | 'risk' | 'askedAt' | 'expiresAt'
>;

/** The request as a short sentence: "main wants to run a command". */
export function headlineOf({
  agent,
  kind,
  tool,
  state,
}: Omit<Headed, 'connector' | 'risk' | 'askedAt' | 'expiresAt'>) {
  const who = agent?.name ?? 'An agent';
  const verb = state === 'PENDING' ? 'wants' : 'wanted';
  return kind === 'exec' ? `${who} ${verb} to run a command` : `${who} ${verb} to use ${tool}`;
}

/** Who wants what, how risky it is, and how long there is to decide. */
export function ApprovalHeader({ approval }: { approval: Headed }) {
  const { close, listPath } = useApprovalsPlace();
  const { connector, state, risk, askedAt, expiresAt } = approval;
  return (
    <header className="px-4 pt-4 pb-4 wide:px-6 wide:pt-5">
      <LinkButton
        to={listPath}
        look="ghost"
        size="small"
        icon="arrow-left"
        className="mb-1 -ml-2 wide:hidden"
      >
        All requests
      </LinkButton>
      <div className="flex items-start justify-between gap-3">
        <h1 className="text-h1 font-semibold text-ink wrap-anywhere">
          <bdi>{headlineOf(approval)}</bdi>
        </h1>
        <IconButton
          icon="x"
          label="Close"
          keys="escape"
          size="small"
          className="narrow:hidden"
          onClick={close}
        />
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-ink-2">
        <StateBadge state={state} />
        <RiskMark risk={risk} after="risk" />
        <span>
          asked <Time at={askedAt} /> through <bdi>{connector.name}</bdi>
        </span>
      </div>
      {state === 'PENDING' ? (
        <div className="mt-3">
          <Countdown from={askedAt} until={expiresAt} after="left, then it is denied" />
        </div>
      ) : null}
    </header>
  );
}
