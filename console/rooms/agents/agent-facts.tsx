import { Link } from 'react-router';
import { useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { Time } from '../../ui/time';
import { stateLooks } from '../connectors/connector-states';
import { execModeLook } from '../connectors/exec-modes';
import type { AgentDetail } from './agent-detail';

interface Props {
  agent: AgentDetail;
}

const link = 'font-medium text-brand-ink underline underline-offset-2';

/** What is known about the agent. */
export function AgentFacts({ agent }: Props) {
  return (
    <Card title="Agent">
      <div className="grid gap-2">
        <SetupFacts agent={agent} />
        <WorkFacts agent={agent} />
        <TimeFacts agent={agent} />
      </div>
    </Card>
  );
}

function SetupFacts({ agent: { externalId, model, execMode, workspace, connector } }: Props) {
  const to = useTo();
  return (
    <DefinitionList
      items={[
        {
          label: 'Gateway',
          value: (
            <>
              <Link className={link} to={to(`/connectors/${connector.id}`)}>
                <bdi>{connector.name}</bdi>
              </Link>
              <span className="text-ink-2">, {stateLooks[connector.state].word.toLowerCase()}</span>
            </>
          ),
        },
        { label: 'Id there', value: <CopyId id={externalId} of="id at the gateway" /> },
        { label: 'Model', value: model ? <bdi className="mono">{model}</bdi> : 'not told' },
        { label: 'Commands', value: execMode ? <ExecMode mode={execMode} /> : 'not told' },
        { label: 'Workspace', value: workspace ? <bdi className="mono">{workspace}</bdi> : null },
      ]}
    />
  );
}

function ExecMode({ mode }: { mode: string }) {
  const look = execModeLook(mode);
  return (
    <>
      <bdi className="mono">{mode}</bdi>
      {look ? <span className="text-ink-2">: {look.words}</span> : null}
    </>
  );
}

function WorkFacts({ agent: { id, runningSessionCount, sessionCount, pendingApprovalCount } }: Props) {
  const to = useTo();
  return (
    <DefinitionList
      items={[
        {
          label: 'Sessions',
          help: 'At the last sync',
          value: (
            <span className="figures">
              {runningSessionCount.toLocaleString('en')} running
              <span className="text-ink-2"> of {sessionCount.toLocaleString('en')}</span>
            </span>
          ),
        },
        {
          label: 'Waiting approvals',
          value: (
            <Link className={link} to={`${to('/approvals')}?agent=${id}`}>
              {pendingApprovalCount}
            </Link>
          ),
        },
      ]}
    />
  );
}

function TimeFacts({ agent: { lastActivityAt, firstSeenAt, lastSeenAt, removedAt } }: Props) {
  return (
    <DefinitionList
      items={[
        { label: 'Last active', value: <Time at={lastActivityAt} missing="never" /> },
        { label: 'Last seen', help: 'When its gateway last listed it', value: <Time at={lastSeenAt} /> },
        { label: 'First seen', value: <Time at={firstSeenAt} shown="short" /> },
        { label: 'Gone since', value: removedAt ? <Time at={removedAt} shown="short" /> : null },
      ]}
    />
  );
}
