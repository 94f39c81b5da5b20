import { Link } from 'react-router';
import { UpdatePolicyDocument, type PolicyFieldsFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { Badge } from '../../ui/badge';
import { Switch } from '../../ui/checkbox';
import { IconButton } from '../../ui/icon-button';
import { toast } from '../../ui/toast-store';
import { effectLooks } from './effect-looks';
import { draftOf, inputOf } from './policy-draft';

interface PolicyItemProps {
  policy: PolicyFieldsFragment;
  /** Position of the last rule. */
  last: number;
  busy: boolean;
  keyProps: object;
  /** Left out for those who may only read. */
  onMove?: (policy: PolicyFieldsFragment, by: 1 | -1) => void;
}

/** One rule: place, effect, sentence, how often it matched, and whether it is on. */
export function PolicyItem({ policy, last, busy, keyProps, onMove }: PolicyItemProps) {
  const { id, name, position, enabled, effect, sentence, matchCount } = policy;
  const to = useTo();
  const { word, icon, tone } = effectLooks[effect];
  return (
    <li className="flex items-center gap-3 border-b border-line-soft px-(--gutter) py-2.5 hover:bg-hover">
      <span className="figures w-5 shrink-0 self-start pt-0.5 text-right text-ink-2">{position}</span>
      {onMove ? <MoveButtons policy={policy} last={last} disabled={busy} onMove={onMove} /> : null}
      <div className="grid min-w-0 flex-1 gap-1">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={enabled ? tone : 'neutral'} icon={icon}>
            {word}
          </Badge>
          <Link
            {...keyProps}
            to={to(`/policies/${id}`)}
            className={`hit min-w-0 font-medium wrap-anywhere hover:underline ${enabled ? 'text-ink' : 'text-ink-2'}`}
          >
            <bdi>{name}</bdi>
          </Link>
        </span>
        <span className={`wrap-anywhere ${enabled ? 'text-ink-2' : 'text-ink-3'}`}>
          <bdi>{sentence}</bdi>
        </span>
      </div>
      <span className="figures hidden shrink-0 text-right text-meta text-ink-2 @2xl:block">
        {matchCount === 0 ? 'Never matched' : `${matchCount.toLocaleString('en')} matched`}
        <span className="block text-ink-3">in 30 days</span>
      </span>
      <EnableSwitch policy={policy} disabled={!onMove} />
    </li>
  );
}

function MoveButtons({
  policy,
  last,
  disabled,
  onMove,
}: {
  policy: PolicyFieldsFragment;
  last: number;
  disabled: boolean;
  onMove: NonNullable<PolicyItemProps['onMove']>;
}) {
  const { name, position } = policy;
  return (
    <span className="flex shrink-0 gap-0.5 @max-2xl:flex-col">
      <IconButton
        icon="chevron-up"
        size="small"
        label={`Move “${name}” up`}
        data-move={-1}
        disabled={position === 1}
        aria-disabled={disabled || undefined}
        onClick={() => onMove(policy, -1)}
      />
      <IconButton
        icon="chevron-down"
        size="small"
        label={`Move “${name}” down`}
        data-move={1}
        disabled={position === last}
        aria-disabled={disabled || undefined}
        onClick={() => onMove(policy, 1)}
      />
    </span>
  );
}

function EnableSwitch({ policy, disabled }: { policy: PolicyFieldsFragment; disabled: boolean }) {
  const { run, busy } = useVerb(UpdatePolicyDocument);
  async function change(enabled: boolean) {
    const { problem } = await run({ id: policy.id, input: inputOf({ ...draftOf(policy), enabled }) });
    if (problem) toast({ tone: 'red', title: `Not changed: ${problem.title}`, detail: problem.advice });
  }
  return (
    <Switch
      bare
      label={`“${policy.name}” is on`}
      checked={policy.enabled}
      disabled={disabled || busy}
      onChange={(enabled) => void change(enabled)}
    />
  );
}
