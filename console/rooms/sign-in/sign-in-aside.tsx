import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';

const facts: readonly { icon: IconName; time: string; text: string }[] = [
  { icon: 'agent', time: '14:05:09', text: 'ops-agent asks to run a command' },
  { icon: 'user', time: '14:05:31', text: 'Ada Okafor denies it, with a reason' },
  { icon: 'terminal', time: '14:05:31', text: 'Gateway refuses; nothing ran' },
  { icon: 'lock', time: '14:05:32', text: 'Sealed in the log' },
];

/** What the product is for, drawn rather than told: one request, from asked to sealed. */
export function SignInAside() {
  return (
    <aside
      aria-label="What ClawButler does"
      className="relative hidden overflow-hidden border-l border-line bg-sunken lg:grid lg:place-items-center"
    >
      <div className="sign-in-grid absolute inset-0" aria-hidden="true" />
      <div className="relative grid w-full max-w-110 gap-7 px-8">
        <figure className="overlay [animation:none]!" aria-label="Example of a request and its record">
          <div className="border-b border-line-soft px-4 py-3">
            <p className="flex items-center gap-2 text-meta text-ink-2">
              <span data-tone="red" className="inline-flex items-center gap-1 font-medium text-tone-ink">
                <Icon name="alert" size={14} /> Critical
              </span>
              build-host-3 · /srv/app
            </p>
            <p className="mono mt-2 rounded-md border border-line bg-sunken px-3 py-2 text-body">
              rm -rf /var/lib/postgresql
            </p>
          </div>
          <ol className="px-4 py-2">
            {facts.map(({ icon, time, text }) => (
              <li key={text} className="flex items-center gap-2.5 py-1.5">
                <Icon name={icon} size={14} className="text-icon" />
                <span className="flex-1">{text}</span>
                <span className="mono text-meta text-ink-2">{time}</span>
              </li>
            ))}
          </ol>
        </figure>
        <p className="text-h2 font-medium text-pretty text-ink">
          Nothing risky runs until a person allows it, and afterwards anybody can check who did.
        </p>
      </div>
    </aside>
  );
}
