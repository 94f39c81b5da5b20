import { useLock, useTo } from '../../graphql/organization-context';
import { LinkButton } from '../../ui/link-button';
import { StartSteps } from '../../ui/start-steps';

const steps = [
  {
    title: 'Pair the machine',
    text: 'One command on it makes a key that never leaves it. You compare what both sides show, or hand it a token that works once.',
  },
  {
    title: 'See what runs there',
    text: 'The agent tells which runtimes it finds: Claude Code, Codex, Hermes, OpenClaw. Nothing of them is read yet but that they exist.',
  },
  {
    title: 'Add and choose what leaves',
    text: 'You tick the runtimes to read and decide per runtime what may leave the machine. Metadata alone is the default.',
  },
];

/** In place of an empty list: what a host is for, and the way to the first. */
export function HostsStart() {
  const to = useTo();
  const lock = useLock()('hosts:pair');
  return (
    <StartSteps
      title="No machine is paired yet"
      text="A runtime host is a developer’s machine whose agent sessions are read here. Three steps:"
      steps={steps}
      actions={
        <>
          <LinkButton look="primary" icon="plus" to={to('/hosts/pair')} locked={lock}>
            Pair a machine
          </LinkButton>
          <LinkButton to={to('/pair')} locked={lock}>
            Enter a code
          </LinkButton>
        </>
      }
    />
  );
}
