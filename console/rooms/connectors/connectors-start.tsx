import { useAccount } from '../../graphql/account-context';
import { useLock, useTo } from '../../graphql/organization-context';
import { LinkButton } from '../../ui/link-button';
import { LocalGateways } from './local-gateways';

const steps = [
  {
    title: 'Enter address and token',
    text: 'The gateway’s WebSocket address and its operator token or password. The secret is stored encrypted and never shown again.',
  },
  {
    title: 'Test the link',
    text: 'You see which rights the gateway grants, what each missing one costs, and whether it wants pairing. Nothing is saved yet.',
  },
  {
    title: 'Save and watch it fill',
    text: 'Agents, models and sessions appear by themselves. From then on every request for approval lands in the inbox.',
  },
];

/** In place of an empty list: what a connector is for, and the way to the first. */
export function ConnectorsStart() {
  const { instance } = useAccount();
  const to = useTo();
  const lock = useLock()('connectors:manage');
  return (
    <div className="px-4 pb-8 wide:px-6">
      <section aria-labelledby="first-gateway" className="overflow-hidden rounded-md border border-line">
        <header className="border-b border-line-soft bg-sunken px-5 py-4">
          <h2 id="first-gateway" className="text-h2 font-semibold">
            No gateway is governed yet
          </h2>
          <p className="text-ink-2">
            A connector links one OpenClaw gateway to this organisation. Three steps:
          </p>
        </header>
        <ol className="grid gap-px bg-line-soft wide:grid-cols-3">
          {steps.map(({ title, text }, index) => (
            <li key={title} className="grid content-start gap-1 bg-canvas px-5 py-4">
              <span className="figures mb-1 grid size-6 place-items-center rounded-full border border-brand-line bg-brand-bg text-meta font-semibold text-brand-ink">
                {index + 1}
              </span>
              <h3 className="font-semibold">{title}</h3>
              <p className="text-ink-2 text-pretty">{text}</p>
            </li>
          ))}
        </ol>
        <footer className="flex flex-wrap items-center gap-2 border-t border-line-soft px-5 py-4">
          <LinkButton look="primary" icon="plus" to={to('/connectors/new')} locked={lock}>
            Add a gateway
          </LinkButton>
          {instance.mode === 'SELF_HOSTED' ? <LocalGateways locked={lock} /> : null}
        </footer>
      </section>
    </div>
  );
}
