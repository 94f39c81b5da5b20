import type { ApprovalWholeFragment, Decision } from '../../graphql/generated/documents';
import { Icon } from '../../ui/icon';
import type { Hindrances } from './hindrances';

interface BeforehandProps {
  approval: Pick<ApprovalWholeFragment, 'risk' | 'requiredRole'>;
  hindered: Hindrances;
  /** Pressed once already. */
  armed: Decision | null;
  /** By this device's clock; the server may see it otherwise. */
  timeIsUp: boolean;
}

const article = (role: string) => (/^[aeiou]/.test(role) ? 'an' : 'a');

function whoIsNeeded({ requiredRole }: BeforehandProps['approval']): string {
  if (!requiredRole) return 'One decision settles it.';
  const role = requiredRole.toLowerCase();
  return `One decision settles it, of ${article(role)} ${role} or above.`;
}

function wordsFor({ approval, hindered, armed, timeIsUp }: BeforehandProps): string {
  if (armed) return 'Once more to decide.';
  const hindrance = hindered.DENY ?? hindered.ALLOW_ONCE;
  if (hindrance) return hindrance;
  if (timeIsUp) return 'Time is up by this device’s clock: it may be denied already.';
  const critical = approval.risk === 'CRITICAL' ? ' Critical risk: allowing takes two presses.' : '';
  return whoIsNeeded(approval) + critical;
}

/** One line above the buttons: that it is final, who has to decide, or what stands in the way. */
export function Beforehand(props: BeforehandProps) {
  const { hindered, armed } = props;
  const hindrance = hindered.DENY ?? hindered.ALLOW_ONCE;
  const tone = armed ? 'red' : hindrance ? 'amber' : 'neutral';
  return (
    <p data-tone={tone} aria-live="polite" className="flex items-start gap-1.5 text-meta text-tone-ink">
      <Icon name={hindrance ? 'lock' : 'info'} size={14} className="mt-px" />
      <span>
        {wordsFor(props)} {hindered.DENY === null ? 'This cannot be undone.' : null}
      </span>
    </p>
  );
}
