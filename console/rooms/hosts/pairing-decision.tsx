import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApproveHostPairingDocument, DenyHostPairingDocument } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { problem as problemWith, type Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Countdown } from '../../ui/countdown';
import { DefinitionList } from '../../ui/definition-list';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';
import { ProblemBanner } from '../../ui/problem-banner';
import { SeenText } from '../../ui/seen-text';
import { toast } from '../../ui/toast-store';
import { useNow } from '../../ui/use-now';
import { Fingerprint } from './fingerprint';
import type { PairingRequest } from './use-pairing-request';

// The server lets a request wait ten minutes.
const lifetimeMs = 10 * 60_000;

interface PairingDecisionProps {
  code: string;
  request: PairingRequest;
}

/** The machine, what both sides show, and the two buttons. */
export function PairingDecision({ code, request }: PairingDecisionProps) {
  const [denied, setDenied] = useState(false);
  if (denied) return <SentAway request={request} />;
  return (
    <div className="grid max-w-200 gap-4">
      <Card title="Does the machine show exactly this?">
        <AuthenticationString words={request.authenticationString} />
        <p className="mt-3 text-ink-2 text-pretty">
          If it shows something else, or you did not start this, somebody else asks: deny it.
        </p>
      </Card>
      <Card title="The machine, as it calls itself">
        <Machine request={request} />
      </Card>
      <Decide code={code} request={request} onDenied={() => setDenied(true)} />
    </div>
  );
}

/** Word and number belong together, so that they can be read out in pairs. */
function AuthenticationString({ words }: { words: string }) {
  const parts = words.split(' ');
  const pairs = parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1]]] : []));
  return (
    <p className="mono flex flex-wrap gap-x-6 gap-y-1 text-h1 font-semibold tracking-tight text-ink">
      {pairs.map((pair) => (
        <span key={pair.join(' ')}>{pair.join(' ').trim()}</span>
      ))}
    </p>
  );
}

function Machine({ request }: { request: PairingRequest }) {
  const { hostname, platform, agentVersion, fingerprint, askedFrom } = request;
  return (
    <DefinitionList
      items={[
        { label: 'Name', value: <SeenText text={hostname} /> },
        { label: 'Platform', value: <SeenText text={platform} /> },
        { label: 'Agent', value: <SeenText text={agentVersion} /> },
        {
          label: 'Asked from',
          value: askedFrom ? (
            <span className="mono">
              <SeenText text={askedFrom} />
            </span>
          ) : (
            <span className="text-ink-2">an address this server could not see</span>
          ),
        },
        { label: 'Key fingerprint', value: <Fingerprint value={fingerprint} /> },
      ]}
    />
  );
}

interface DecideProps extends PairingDecisionProps {
  onDenied: () => void;
}

function Decide({ code, request, onDenied }: DecideProps) {
  const { authenticationString, expiresAt } = request;
  const approve = useVerb(ApproveHostPairingDocument);
  const deny = useVerb(DenyHostPairingDocument);
  const navigate = useNavigate();
  const to = useTo();
  const [problem, setProblem] = useState<Problem | null>(null);
  const over = useNow('second') >= Date.parse(expiresAt);

  async function letIn() {
    const { data, problem: found } = await approve.run({ userCode: code, authenticationString });
    if (!data) return setProblem(found);
    const { id, name } = data.approveHostPairing;
    toast({ title: `“${name}” is paired`, detail: 'Nothing is read of it until you add runtimes.' });
    await navigate(to(`/hosts/${id}`), { replace: true });
  }
  async function sendAway() {
    const { problem: found } = await deny.run({ userCode: code });
    if (found) setProblem(found);
    else onDenied();
  }

  if (over) return <ProblemBanner problem={tooLate} />;
  return (
    <div className="grid gap-4">
      {problem ? <ProblemBanner problem={problem} /> : null}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
        <div className="flex flex-wrap gap-2">
          <Button look="primary" tone="green" size="large" icon="check" busy={approve.busy} onClick={letIn}>
            Approve: they are the same
          </Button>
          <Button tone="red" size="large" icon="ban" busy={deny.busy} onClick={sendAway}>
            Deny
          </Button>
        </div>
        <div className="min-w-48 flex-1">
          <Countdown
            from={new Date(Date.parse(expiresAt) - lifetimeMs).toISOString()}
            until={expiresAt}
            after="left; nobody is let in by silence"
          />
        </div>
      </div>
    </div>
  );
}

const tooLate = problemWith(
  'The time to decide is over',
  'Nobody was let in. Start again on the machine: it shows a new code.',
);

function SentAway({ request }: { request: PairingRequest }) {
  const to = useTo();
  return (
    <EmptyState
      icon="ban"
      title="Denied"
      actions={<LinkButton to={to('/hosts')}>All runtime hosts</LinkButton>}
    >
      <SeenText text={request.hostname} /> was sent away and told so. The audit log keeps that it asked.
    </EmptyState>
  );
}
