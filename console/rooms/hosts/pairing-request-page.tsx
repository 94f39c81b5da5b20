import { useSearchParams } from 'react-router';
import { useLock, useTo } from '../../graphql/organization-context';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';
import { LockedPage } from '../../ui/locked-page';
import { PageHeader } from '../../ui/page-header';
import { ProblemBanner } from '../../ui/problem-banner';
import { SkeletonPage } from '../../ui/skeleton';
import { CodeForm } from './code-form';
import { askedPairing } from './pairing-code';
import { PairingDecision } from './pairing-decision';
import { usePairingRequest } from './use-pairing-request';

/** Where a waiting machine's address leads: shows the machine and lets a person decide. Decides nothing by itself. */
export function PairingRequestPage() {
  const to = useTo();
  const locked = useLock()('hosts:pair');
  const [params] = useSearchParams();
  const { known, code, typed } = askedPairing(params);
  return (
    <>
      <PageHeader
        title="A machine asks to be paired"
        breadcrumbs={[{ to: to('/hosts'), label: 'Runtime hosts' }]}
        description="Approve it only while you sit before it, or talk to whoever does, and both sides show the same."
      />
      <div className="px-(--gutter) pb-8">
        {locked ? (
          <LockedPage reason={locked} />
        ) : !known ? (
          <UnknownKind />
        ) : code === null ? (
          <CodeForm initial={typed} />
        ) : (
          <Request key={code} code={code} />
        )}
      </div>
    </>
  );
}

function Request({ code }: { code: string }) {
  const { request, problem } = usePairingRequest(code);
  if (request) return <PairingDecision code={code} request={request} />;
  if (!problem) return <SkeletonPage label="Looking up the machine" />;
  const unknown = {
    ...problem,
    title: 'No machine waits with this code',
    advice:
      'It was mistyped, used already, or ran out after ten minutes. Start again on the machine: it shows a new code. Five wrong codes in ten minutes lock you out for a while.',
  };
  return (
    <div className="grid max-w-160 gap-6">
      <ProblemBanner problem={problem.code === 'LINK_INVALID' ? unknown : problem} />
      <CodeForm initial={code} />
    </div>
  );
}

function UnknownKind() {
  const to = useTo();
  return (
    <EmptyState
      icon="link"
      title="This console does not know what is to be paired"
      actions={<LinkButton to={to('/hosts/pair')}>Pair a machine</LinkButton>}
    >
      The address asks for a kind of thing that only a newer ClawButler knows.
    </EmptyState>
  );
}
