import { useCan, useTo } from '../../graphql/organization-context';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { LinkButton } from '../../ui/link-button';

interface Step {
  icon: IconName;
  title: string;
  text: string;
  action: string;
  path: string;
  permission: string;
}

const steps: readonly Step[] = [
  {
    icon: 'connector',
    title: 'Connect a gateway',
    text: 'Enter the address and operator token of an OpenClaw gateway. ClawButler tests the link before it saves anything.',
    action: 'Add a connector',
    path: '/connectors/new',
    permission: 'connectors:manage',
  },
  {
    icon: 'inbox',
    title: 'Let an agent ask',
    text: 'Risky commands wait in the inbox. You see exactly what will run and decide: allow once, allow always, or deny.',
    action: 'Open approvals',
    path: '/approvals',
    permission: 'approvals:read',
  },
  {
    icon: 'policy',
    title: 'Write a rule',
    text: 'Allow what is harmless, deny what must never run, and choose who decides the rest.',
    action: 'Write a policy',
    path: '/policies/new',
    permission: 'policies:manage',
  },
  {
    icon: 'users',
    title: 'Bring in the others',
    text: 'Make an invite link for approvers and auditors. Roles decide what each of them can do.',
    action: 'Invite a member',
    path: '/members/invite',
    permission: 'members:manage',
  },
];

/** What to do while nothing is governed yet. */
export function FirstSteps() {
  const can = useCan();
  const to = useTo();
  const mine = steps.filter(({ permission }) => can(permission));
  return (
    <section aria-labelledby="first-steps" className="overflow-hidden rounded-md border border-line">
      <header className="border-b border-line-soft bg-sunken px-5 py-4">
        <h2 id="first-steps" className="text-h2 font-semibold">
          Nothing is governed yet
        </h2>
        <p className="text-ink-2">Four steps lead from here to the first decision on the record.</p>
      </header>
      <ol>
        {mine.map(({ icon, title, text, action, path }, index) => (
          <li
            key={path}
            className="flex flex-wrap items-center gap-x-4 gap-y-3 border-b border-line-soft px-5 py-4 last:border-0"
          >
            <span className="grid size-9 shrink-0 place-items-center rounded-md border border-line bg-raised text-icon">
              <Icon name={icon} />
            </span>
            <div className="min-w-0 flex-1 basis-64">
              <h3 className="font-semibold">{title}</h3>
              <p className="max-w-140 text-ink-2 text-pretty">{text}</p>
            </div>
            <LinkButton to={to(path)} look={index === 0 ? 'primary' : 'secondary'} className="max-sm:ml-13">
              {action}
            </LinkButton>
          </li>
        ))}
      </ol>
    </section>
  );
}
