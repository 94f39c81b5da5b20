import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { CopyId } from '../../ui/copy-id';
import type { Notice } from './use-decide';

interface DecisionNoticeProps {
  notice: Notice | null;
  /** The action is another one than was read. */
  changed: boolean;
  onRead: () => void;
  onDismiss: () => void;
}

/** Says what became of a decision that did not hold: who was first, what changed, or why it was taken back. */
export function DecisionNotice({ notice, changed, onRead, onDismiss }: DecisionNoticeProps) {
  if (changed) {
    return (
      <Banner
        tone="amber"
        role="alert"
        title="The request changed while you were reading"
        actions={
          <Button size="small" onClick={onRead}>
            I have read it again
          </Button>
        }
      >
        Nothing was decided. What you see now is how it stands; its digest is another one.
      </Banner>
    );
  }
  const dismiss = (
    <Button size="small" look="ghost" onClick={onDismiss}>
      Dismiss
    </Button>
  );
  if (notice?.kind === 'overtaken') {
    return (
      <Banner tone="blue" role="alert" title={<bdi>{notice.words}, before you</bdi>} actions={dismiss}>
        One answer wins, and it was not yours. Yours was not recorded as a decision.
      </Banner>
    );
  }
  if (notice?.kind !== 'taken-back') return null;
  const { code, title, advice, requestId } = notice.problem;
  if (code === 'NETWORK') {
    return (
      <Banner tone="red" role="alert" title="No answer from the server" actions={dismiss}>
        Whether your decision was recorded is not known yet; this page shows how it stands once the link is
        back. Deciding the same again is safe: it counts once.
      </Banner>
    );
  }
  return (
    <Banner tone="red" role="alert" title={`Not decided: ${title}`} actions={dismiss}>
      Your decision was taken back; the request still waits. {advice}
      {requestId ? (
        <span className="mt-1 flex items-center gap-1 text-meta">
          Request <CopyId id={requestId} of="request id" />
        </span>
      ) : null}
    </Banner>
  );
}
