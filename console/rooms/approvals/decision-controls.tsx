import { lazy, Suspense, useRef, useState } from 'react';
import type { Decision } from '../../graphql/generated/documents';
import { Beforehand } from './beforehand';
import type { Shown } from './shown';
import { DecisionButtons } from './decision-buttons';
import type { Hindrances } from './hindrances';
import { ReasonField } from './reason-field';
import { useDecisionKeys } from './use-decision-keys';
import { decidesByTouch, useSecondPress } from './use-second-press';

const AllowAlwaysDialog = lazy(() => import('./allow-always-dialog'));

interface DecisionControlsProps {
  approval: Shown;
  hindered: Hindrances;
  timeIsUp: boolean;
  reason: string;
  onReason: (reason: string) => void;
  onDecide: (decision: Decision) => void;
}

/** Deny, allow once, allow always, and what to know before. */
export function DecisionControls(props: DecisionControlsProps) {
  const { approval, hindered, timeIsUp, reason, onReason, onDecide } = props;
  const [always, setAlways] = useState(false);
  const reasonField = useRef<HTMLInputElement>(null);
  const { armed, press } = useSecondPress<Decision>(onDecide);

  function choose(decision: Decision): void {
    if (decision === 'ALLOW_ALWAYS') return setAlways(true);
    if (hindered[decision]) return;
    press(decision, decidesByTouch() || (decision !== 'DENY' && approval.risk === 'CRITICAL'));
  }
  useDecisionKeys({ choose, toReason: () => reasonField.current?.focus() });

  return (
    <div className="@container grid gap-2">
      <Beforehand approval={approval} hindered={hindered} armed={armed} timeIsUp={timeIsUp} />
      <div className="grid grid-cols-2 gap-2 @2xl:flex @2xl:items-center">
        <ReasonField ref={reasonField} value={reason} onChange={onReason} disabled={hindered.DENY !== null} />
        <DecisionButtons hindered={hindered} armed={armed} onChoose={choose} />
      </div>
      <Suspense>
        {always ? (
          <AllowAlwaysDialog
            approval={approval}
            hindrance={hindered.ALLOW_ALWAYS}
            onOpenChange={setAlways}
            onAllow={() => onDecide('ALLOW_ALWAYS')}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
