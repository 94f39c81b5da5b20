import { useEffect, useRef } from 'react';
import { Banner } from '../../ui/banner';
import { DefinitionList } from '../../ui/definition-list';
import { Icon } from '../../ui/icon';
import { PairingSteps } from './pairing-steps';
import { ScopesTable } from './scopes-table';
import type { TrialReport } from './use-trial';

interface TrialPanelProps {
  report: TrialReport | null;
  /** The form changed since the last test. */
  outdated: boolean;
  /** The connector exists, so its device can be paired already. */
  known: boolean;
}

/** What the gateway answered to the test, beside the form. */
export function TrialPanel({ report, outdated, known }: TrialPanelProps) {
  const panel = useRef<HTMLElement>(null);
  // Where the panel stands under the form, the answer would come out of sight.
  useEffect(() => {
    if (report) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [report]);
  return (
    <section
      ref={panel}
      aria-label="Test result"
      role="status"
      className="grid min-w-0 scroll-m-4 content-start gap-4"
    >
      {report ? <Report report={report} known={known} /> : <BeforeTest outdated={outdated} />}
    </section>
  );
}

const checks = [
  'whether the gateway answers and takes the secret',
  'which rights it grants, and what each missing one costs',
  'whether its owner has to approve this control plane first',
  'whether its version is one that was proven, or only readable',
];

function BeforeTest({ outdated }: { outdated: boolean }) {
  return (
    <div className="rounded-md border border-dashed border-line-strong px-5 py-4">
      <h2 className="font-semibold">
        {outdated ? 'The form changed since the test' : 'What the test will tell'}
      </h2>
      <ul className="mt-2 grid gap-1.5 text-ink-2">
        {checks.map((check) => (
          <li key={check} className="flex gap-2">
            <Icon name="circle" size={14} className="mt-0.5 text-ink-3" />
            {check}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Report({ report, known }: { report: TrialReport; known: boolean }) {
  const { ok, summary, pairing, readOnly, readOnlyReason, scopes } = report;
  const tone = ok ? 'green' : pairing ? 'amber' : 'red';
  return (
    <>
      <Banner tone={tone} title={ok ? 'The gateway answers' : pairing ? 'Pairing needed' : 'Not connected'}>
        {summary}
        {report.code ? <span className="mono mt-1 block text-meta">{report.code}</span> : null}
      </Banner>
      {readOnly ? (
        <Banner tone="blue" icon="eye" title="Would be read-only">
          {readOnlyReason} Decisions and the kill switch stay with the gateway until ClawButler is updated.
        </Banner>
      ) : null}
      {pairing ? <TrialPairing pairing={pairing} known={known} /> : null}
      {report.serverVersion ? (
        <DefinitionList
          items={[
            { label: 'OpenClaw', value: report.serverVersion },
            { label: 'Protocol', value: report.protocol },
            { label: 'Agents', value: report.agentCount },
          ]}
        />
      ) : null}
      {scopes.length > 0 ? (
        <div className="overflow-hidden rounded-md border border-line">
          <ScopesTable scopes={scopes} />
        </div>
      ) : null}
    </>
  );
}

/** A trial of an unsaved connector speaks with a device of its own that is thrown away: approving it would pair nobody. */
function TrialPairing({ pairing, known }: { pairing: NonNullable<TrialReport['pairing']>; known: boolean }) {
  if (known) return <PairingSteps pairing={pairing} />;
  return (
    <Banner tone="blue" title="Save to go on">
      The connector then gets its own device, and its page shows the exact command to type on the gateway’s
      machine.
    </Banner>
  );
}
