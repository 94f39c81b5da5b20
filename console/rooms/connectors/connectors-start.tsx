import { useAccount } from '../../graphql/account-context';
import { useLock, useTo } from '../../graphql/organization-context';
import { LinkButton } from '../../ui/link-button';
import { StartSteps } from '../../ui/start-steps';
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
    <StartSteps
      title="No gateway is governed yet"
      text="A connector links one OpenClaw gateway to this organisation. Three steps:"
      steps={steps}
      actions={
        <>
          <LinkButton look="primary" icon="plus" to={to('/connectors/new')} locked={lock}>
            Add a gateway
          </LinkButton>
          {instance.mode === 'SELF_HOSTED' ? <LocalGateways locked={lock} /> : null}
        </>
      }
    />
  );
}
