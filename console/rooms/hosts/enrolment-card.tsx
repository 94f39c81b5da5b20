import { useState } from 'react';
import {
  CreateHostEnrolmentDocument,
  type CreateHostEnrolmentMutation,
} from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import type { Problem } from '../../graphql/problem';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { Countdown } from '../../ui/countdown';
import { LinkButton } from '../../ui/link-button';
import { ProblemBanner } from '../../ui/problem-banner';
import { SeenText } from '../../ui/seen-text';
import { StatusDot } from '../../ui/status-dot';
import { useNow } from '../../ui/use-now';
import { useArrival, type Arrival } from './use-arrival';

type Enrolment = CreateHostEnrolmentMutation['createHostEnrolment'];

/** A command that lets one machine in, once, within ten minutes; turns to "paired" when it came. */
export function EnrolmentCard() {
  const { run, busy } = useVerb(CreateHostEnrolmentDocument);
  const [enrolment, setEnrolment] = useState<(Enrolment & { madeAt: string }) | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { arrival, forget } = useArrival(enrolment !== null);

  async function make() {
    const outcome = await run({});
    setProblem(outcome.problem);
    if (!outcome.data) return;
    forget();
    setEnrolment({ ...outcome.data.createHostEnrolment, madeAt: new Date().toISOString() });
  }

  return (
    <Card title="With one command">
      <div className="grid gap-4">
        {problem ? <ProblemBanner problem={problem} /> : null}
        {enrolment === null ? (
          <Explained make={make} busy={busy} />
        ) : arrival ? (
          <Arrived arrival={arrival} again={() => (setEnrolment(null), forget())} />
        ) : (
          <Waiting enrolment={enrolment} make={make} busy={busy} />
        )}
      </div>
    </Card>
  );
}

function Explained({ make, busy }: { make: () => void; busy: boolean }) {
  return (
    <>
      <p className="max-w-160 text-ink-2 text-pretty">
        For a machine that you reach: copy one command and run it there, as the user whose sessions are to be
        read. It needs the host agent, which the README tells how to install, and Node 20.19 or later. The
        token in it lets one machine in, once, within ten minutes, and is shown only here.
      </p>
      <div>
        <Button look="primary" icon="key" busy={busy} onClick={make}>
          Make the command
        </Button>
      </div>
    </>
  );
}

interface WaitingProps {
  enrolment: Enrolment & { madeAt: string };
  make: () => void;
  busy: boolean;
}

function Waiting({ enrolment: { command, expiresAt, madeAt }, make, busy }: WaitingProps) {
  const over = useNow('second') >= Date.parse(expiresAt);
  if (over) {
    return (
      <Banner
        tone="amber"
        icon="hourglass"
        role="status"
        title="The command has expired"
        actions={
          <Button size="small" busy={busy} onClick={make}>
            Make another
          </Button>
        }
      >
        No machine used it. It lets nobody in any more.
      </Banner>
    );
  }
  return (
    <>
      <p className="text-ink">On the machine, as the user whose sessions are to be read, type:</p>
      <CopyBlock label="Pairing command" prompt text={command} />
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="w-80 max-w-full">
          <Countdown from={madeAt} until={expiresAt} after="left; whoever has the command can use it" />
        </div>
        <span role="status">
          <StatusDot tone="blue" pulsing>
            Waiting for the machine
          </StatusDot>
        </span>
      </div>
    </>
  );
}

function Arrived({ arrival, again }: { arrival: Arrival; again: () => void }) {
  const to = useTo();
  const { id, name, platform, fingerprint } = arrival;
  return (
    <Banner
      tone="green"
      role="status"
      title={
        <>
          <SeenText text={name} /> is paired
        </>
      }
    >
      <div className="grid gap-3">
        <p className="text-pretty">
          <SeenText text={platform} />, key <span className="mono">{fingerprint.slice(0, 19)} …</span>: the
          machine shows the same. Nothing is read of it yet; it tells which runtimes it has within seconds.
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton look="primary" to={to(`/hosts/${id}`)}>
            Choose what to read
          </LinkButton>
          <Button onClick={again}>Pair another</Button>
        </div>
      </div>
    </Banner>
  );
}
