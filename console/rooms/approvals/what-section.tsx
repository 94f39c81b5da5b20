import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { ActionText } from '../../ui/action-text';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { useCopy } from '../../ui/use-copy';
import { Section } from './section';

interface WhatSectionProps {
  approval: Pick<
    ApprovalWholeFragment,
    'kind' | 'state' | 'action' | 'actionSegments' | 'showable' | 'warnings'
  >;
  foldAfter: number;
  onUnfold: () => void;
}

function titleOf({ kind, state }: WhatSectionProps['approval']): string {
  if (state === 'PENDING') return kind === 'exec' ? 'What will run' : 'What will happen';
  return 'What was asked';
}

/** The action itself, whole and exact. */
export function WhatSection({ approval, foldAfter, onUnfold }: WhatSectionProps) {
  const { copied, copy } = useCopy();
  const unseen = approval.actionSegments.filter(({ name }) => name).length;
  return (
    <Section
      title={titleOf(approval)}
      aside={
        <Button
          look="ghost"
          size="small"
          className="-mr-2"
          icon={copied ? 'check' : 'copy'}
          onClick={() => void copy(approval.action)}
        >
          <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
        </Button>
      }
    >
      <ActionText
        label={approval.kind === 'exec' ? 'Command' : 'Action'}
        segments={approval.actionSegments}
        foldAfter={foldAfter}
        whole
        onUnfold={onUnfold}
      />
      {unseen > 0 ? (
        <Banner
          tone="red"
          icon="eye-off"
          title={unseen === 1 ? 'It hides a character' : `It hides ${unseen} characters`}
        >
          Marked in the text above: people cannot see {unseen === 1 ? 'it' : 'them'}, or would read something
          else than what runs.
        </Banner>
      ) : null}
      {approval.showable ? null : (
        <Banner tone="red" title="Too large to be shown whole">
          What cannot be read cannot be allowed. It can only be denied.
        </Banner>
      )}
      {approval.warnings.map((warning, index) => (
        <Banner key={index} tone="amber" title={<bdi>{warning}</bdi>}>
          Warning of the gateway
        </Banner>
      ))}
    </Section>
  );
}
