import { FirstStepsDocument } from '../../graphql/generated/documents';
import { useCan, useTo } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { Icon } from '../../ui/icon';
import { LinkButton } from '../../ui/link-button';
import type { Overview } from './figures';
import { stepsDone, stillFirstSteps, type StepKey } from './steps-done';

interface Step {
  key: StepKey;
  title: string;
  text: string;
  action: string;
  path: string;
  permission: string;
}

const steps: readonly Step[] = [
  {
    key: 'gateway',
    title: 'Connect a gateway',
    text: 'Enter the address and operator token of an OpenClaw gateway. The link is tested before anything is saved.',
    action: 'Add a gateway',
    path: '/connectors/new',
    permission: 'connectors:manage',
  },
  {
    key: 'agents',
    title: 'See its agents',
    text: 'They appear by themselves once the gateway is linked, with their model, tools and health.',
    action: 'Open agents',
    path: '/agents',
    permission: 'agents:read',
  },
  {
    key: 'approval',
    title: 'Decide the first request',
    text: 'Let an agent try something risky. It waits here; you see exactly what will run, and allow or deny it.',
    action: 'Open approvals',
    path: '/approvals',
    permission: 'approvals:read',
  },
  {
    key: 'colleague',
    title: 'Invite a colleague',
    text: 'Make an invite link for an approver or an auditor. Roles decide what each of them can do.',
    action: 'Invite',
    path: '/members/invite',
    permission: 'members:manage',
  },
];

/** What leads from nothing to the first decision on the record, with what is done already. */
export function FirstSteps({ overview }: { overview: Overview }) {
  const can = useCan();
  const { data } = useRead(FirstStepsDocument, { members: can('members:read') });
  const done = stepsDone(overview, data);
  if (!stillFirstSteps(done)) return null;
  const mine = steps.filter(({ permission }) => can(permission));
  const next = mine.find(({ key }) => !done[key])?.key;
  const count = mine.filter(({ key }) => done[key]).length;
  return (
    <section aria-labelledby="first-steps" className="overflow-hidden rounded-md border border-line">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line-soft bg-sunken px-5 py-4">
        <div>
          <h2 id="first-steps" className="text-h2 font-semibold">
            {done.gateway ? 'Almost there' : 'Nothing is governed yet'}
          </h2>
          <p className="text-ink-2">From here to the first decision on the record.</p>
        </div>
        <p className="figures text-meta text-ink-2">
          {count} of {mine.length} done
        </p>
      </header>
      <ol>
        {mine.map((step) => (
          <StepLine key={step.key} step={step} done={done[step.key] === true} next={step.key === next} />
        ))}
      </ol>
    </section>
  );
}

function StepLine({ step, done, next }: { step: Step; done: boolean; next: boolean }) {
  const to = useTo();
  const { title, text, action, path } = step;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-b border-line-soft px-5 py-4 last:border-0">
      <span
        data-tone={done ? 'green' : 'neutral'}
        className={`grid size-6 shrink-0 place-items-center rounded-full border text-tone-ink ${done ? 'border-tone-line bg-tone-bg' : 'border-dashed border-line-strong'}`}
      >
        {done ? <Icon name="check" size={14} label="Done" /> : null}
      </span>
      <div className="min-w-0 flex-1 basis-64">
        <h3 className={`font-semibold ${done ? 'text-ink-2' : 'text-ink'}`}>{title}</h3>
        {done ? null : <p className="max-w-140 text-ink-2 text-pretty">{text}</p>}
      </div>
      {done ? null : (
        <LinkButton to={to(path)} look={next ? 'primary' : 'secondary'} className="max-sm:ml-10">
          {action}
        </LinkButton>
      )}
    </li>
  );
}
