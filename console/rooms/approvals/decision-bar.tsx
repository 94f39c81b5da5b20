import { useState } from 'react';
import type { Decision } from '../../graphql/generated/documents';
import { useNow } from '../../ui/use-now';
import { DecidedBar } from './decided-bar';
import { DecisionControls } from './decision-controls';
import { hindrances } from './hindrances';
import type { Shown } from './shown';

interface DecisionBarProps {
  approval: Shown;
  /** Why it counts as not read yet; null when it was. */
  unread: string | null;
  onDecide: (decision: Decision, reason: string) => Promise<void>;
}

/** Always at the lower edge: the decision, or how it stands. */
export function DecisionBar({ approval, unread, onDecide }: DecisionBarProps) {
  const [reason, setReason] = useState('');
  const timeIsUp = useNow('second') >= Date.parse(approval.expiresAt);
  return (
    <footer className="sticky bottom-0 z-10 border-t border-line bg-canvas px-4 py-3 wide:px-6">
      {approval.state === 'PENDING' ? (
        <DecisionControls
          approval={approval}
          hindered={hindrances(approval, unread)}
          timeIsUp={timeIsUp}
          reason={reason}
          onReason={setReason}
          onDecide={(decision) => void onDecide(decision, reason)}
        />
      ) : (
        <DecidedBar approval={approval} />
      )}
    </footer>
  );
}
