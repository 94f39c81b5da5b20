import { useState } from 'react';
import { ApprovalEvidenceDocument, type ApprovalWholeFragment } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { ActionText } from '../../ui/action-text';
import { Button } from '../../ui/button';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { markInvisible } from '../../ui/mark-invisible';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { useCopy } from '../../ui/use-copy';
import { Section } from './section';

type Evident = Pick<ApprovalWholeFragment, 'id' | 'digest' | 'externalId' | 'runId' | 'toolCallId'>;

/** What the decision is bound to, and what the gateway really sent. */
export function EvidenceSection({ approval }: { approval: Evident }) {
  const { id, digest, externalId, runId, toolCallId } = approval;
  const [open, setOpen] = useState(false);
  return (
    <Section title="Evidence">
      <DefinitionList
        items={[
          {
            label: 'Digest',
            help: 'SHA-256 of the canonical action; a decision holds for this digest only',
            value: <CopyId id={digest} of="digest" />,
          },
          { label: 'Request', value: <CopyId id={id} of="request id" /> },
          { label: 'At the gateway', value: <CopyId id={externalId} of="id at the gateway" /> },
          { label: 'Run', value: runId ? <CopyId id={runId} of="run id" /> : null },
          { label: 'Tool call', value: toolCallId ? <CopyId id={toolCallId} of="tool call id" /> : null },
        ]}
      />
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="hit w-max rounded-sm py-1 text-ink-2 hover:text-ink">
          Canonical action and what the gateway sent
        </summary>
        {open ? <Evidence id={id} /> : null}
      </details>
    </Section>
  );
}

function Evidence({ id }: { id: string }) {
  const { data, problem } = useRead(ApprovalEvidenceDocument, { id });
  if (problem) return <ProblemBanner problem={problem} />;
  if (!data?.approval) return <Skeleton height={120} />;
  const { canonicalAction, raw } = data.approval;
  return (
    <div className="mt-2 grid gap-4">
      <Exhibit label="Canonical action (RFC 8785): the exact bytes that are hashed" text={canonicalAction} />
      <Exhibit label="As the gateway sent it" text={JSON.stringify(raw, null, 2)} />
    </div>
  );
}

function Exhibit({ label, text }: { label: string; text: string }) {
  const { copied, copy } = useCopy();
  return (
    <div className="grid gap-1">
      <div className="flex items-baseline justify-between gap-3 text-meta text-ink-2">
        <h3>{label}</h3>
        <Button
          look="ghost"
          size="small"
          className="-mr-2"
          icon={copied ? 'check' : 'copy'}
          onClick={() => void copy(text)}
        >
          <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
        </Button>
      </div>
      <ActionText label={label} segments={markInvisible(text)} />
    </div>
  );
}
