import { useAccount } from '../../graphql/account-context';
import { ActionText } from '../../ui/action-text';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { markInvisible } from '../../ui/mark-invisible';
import { Time } from '../../ui/time';
import { BusyMark } from '../../ui/button';
import { stepsOf, type Course, type Step } from './course';
import { Section } from './section';

/** Asked, decided, delivered, executed: what happened when, filling in live. */
export function CourseSection({ approval }: { approval: Course }) {
  const viewerId = useAccount().viewer?.user?.id;
  const steps = stepsOf(approval, viewerId);
  return (
    <Section title="What happened">
      <ol aria-live="polite">
        {steps.map((step, index) => (
          <CourseStep key={step.key} step={step} last={index === steps.length - 1} />
        ))}
      </ol>
      {approval.outputPreview ? (
        <div className="grid gap-1">
          <h3 className="text-meta text-ink-2">
            Output as the gateway reported it, first 4 KiB; not checked
          </h3>
          <ActionText label="Output" segments={markInvisible(approval.outputPreview)} foldAfter={0} />
        </div>
      ) : null}
    </Section>
  );
}

const signs: Record<Step['tone'], IconName> = {
  neutral: 'circle',
  brand: 'circle',
  blue: 'circle',
  amber: 'alert',
  green: 'check',
  red: 'x',
};

function CourseStep({ step, last }: { step: Step; last: boolean }) {
  const { words, at, tone, progress, note } = step;
  const settled = progress === 'done';
  return (
    <li data-tone={settled ? tone : 'neutral'} className="grid grid-cols-[20px_1fr] gap-x-3">
      <span className="flex flex-col items-center" aria-hidden="true">
        <span
          className={`grid size-5 place-items-center rounded-full border text-tone-ink ${settled ? 'border-tone-line bg-tone-bg' : 'border-dashed border-line-strong'}`}
        >
          {progress === 'under-way' ? <BusyMark /> : settled ? <Icon name={signs[tone]} size={12} /> : null}
        </span>
        {last ? null : <span className="min-h-3 w-px flex-1 bg-line" />}
      </span>
      <span className={`grid min-w-0 gap-0.5 ${last ? '' : 'pb-3'}`}>
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <bdi className={settled ? 'font-medium text-ink' : 'text-ink-2'}>{words}</bdi>
          {at ? (
            <span className="text-meta text-ink-2">
              <Time at={at} shown="absolute" />
            </span>
          ) : null}
        </span>
        {note ? (
          <span className="text-ink-2 whitespace-pre-wrap wrap-anywhere">
            <bdi>{note}</bdi>
          </span>
        ) : null}
      </span>
    </li>
  );
}
