import { Link } from 'react-router';
import { useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { Time } from '../../ui/time';
import { policyLooks } from '../hosts/host-looks';
import type { ConnectorDetail } from './connector-detail';
import { execModeLook } from './exec-modes';

interface Props {
  connector: ConnectorDetail;
}

const link = 'font-medium text-brand-ink underline underline-offset-2';

/** What is known about the link and the gateway. */
export function ConnectorFacts({ connector }: { connector: ConnectorDetail }) {
  return (
    <Card title="Gateway">
      <div className="grid gap-2">
        <WorkFacts connector={connector} />
        <LinkFacts connector={connector} />
        <IdentityFacts connector={connector} />
      </div>
    </Card>
  );
}

function WorkFacts({ connector }: Props) {
  const { id, agentCount, pendingApprovalCount, execMode, contentPolicy } = connector;
  const to = useTo();
  return (
    <DefinitionList
      items={[
        {
          label: 'Agents',
          value: (
            <Link className={link} to={`${to('/agents')}?gateway=${id}`}>
              {agentCount}
            </Link>
          ),
        },
        {
          label: 'Waiting approvals',
          value: (
            <Link className={link} to={`${to('/approvals')}?gateway=${id}`}>
              {pendingApprovalCount}
            </Link>
          ),
        },
        {
          label: 'Sessions',
          help: policyLooks[contentPolicy].means,
          value: (
            <Link className={link} to={`${to('/sessions')}?gateway=${id}`}>
              {policyLooks[contentPolicy].word}
            </Link>
          ),
        },
        { label: 'Commands', value: execMode ? <ExecMode mode={execMode} /> : null },
      ]}
    />
  );
}

function LinkFacts({ connector }: Props) {
  const { serverVersion, protocol, state } = connector;
  const version = serverVersion ? `${serverVersion}${protocol ? `, protocol ${protocol}` : ''}` : '—';
  const since = state === 'CONNECTED' ? connector.stateSince : connector.lastConnectedAt;
  return (
    <DefinitionList
      items={[
        { label: 'OpenClaw', value: version },
        {
          label: state === 'CONNECTED' ? 'Connected since' : 'Last connected',
          value: <Time at={since} missing="never" />,
        },
        { label: 'Last sync', value: <Time at={connector.lastSyncAt} missing="never" /> },
        { label: 'Signs in with', value: connector.auth === 'TOKEN' ? 'operator token' : 'password' },
      ]}
    />
  );
}

function IdentityFacts({ connector: { deviceId, bootId, createdAt, createdBy } }: Props) {
  return (
    <DefinitionList
      items={[
        {
          label: 'Device id',
          help: 'Under this id the gateway knows this control plane',
          value: <CopyId id={deviceId} shown={`${deviceId.slice(0, 16)}…`} of="device id" />,
        },
        {
          label: 'Boot id',
          help: 'Changes whenever the gateway restarts',
          value: bootId ? <CopyId id={bootId} of="boot id" /> : null,
        },
        {
          label: 'Added',
          value: (
            <>
              <Time at={createdAt} />
              {createdBy ? ` by ${createdBy.name}` : ''}
            </>
          ),
        },
      ]}
    />
  );
}

function ExecMode({ mode }: { mode: string }) {
  const look = execModeLook(mode);
  return (
    <>
      <code className="mono">{mode}</code>
      {look ? <span className="text-ink-2">: {look.words}</span> : null}
    </>
  );
}
