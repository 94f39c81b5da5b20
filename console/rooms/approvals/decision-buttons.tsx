import type { Decision } from '../../graphql/generated/documents';
import { Button } from '../../ui/button';
import { KeyHint } from '../../ui/key-hint';
import type { Hindrances } from './hindrances';

interface DecisionButtonsProps {
  hindered: Hindrances;
  /** Pressed once already; the next press decides. */
  armed: Decision | null;
  onChoose: (decision: Decision) => void;
}

/** Deny · Allow once · Allow always…, with their keys. */
export function DecisionButtons({ hindered, armed, onChoose }: DecisionButtonsProps) {
  return (
    <>
      <Button
        look={armed === 'DENY' ? 'primary' : 'secondary'}
        tone="red"
        icon="ban"
        disabled={hindered.DENY !== null}
        onClick={() => onChoose('DENY')}
        hint={<KeyHint keys="d" />}
      >
        {armed === 'DENY' ? 'Tap again: deny' : 'Deny'}
      </Button>
      <Button
        look="primary"
        tone="green"
        icon="check"
        disabled={hindered.ALLOW_ONCE !== null}
        onClick={() => onChoose('ALLOW_ONCE')}
        hint={<KeyHint keys="a" />}
      >
        {armed === 'ALLOW_ONCE' ? 'Again: allow once' : 'Allow once'}
      </Button>
      <Button
        className="order-4 @2xl:order-none"
        aria-disabled={hindered.ALLOW_ALWAYS !== null || undefined}
        onClick={() => onChoose('ALLOW_ALWAYS')}
        hint={<KeyHint keys="shift+a" />}
      >
        Allow always…
      </Button>
    </>
  );
}
