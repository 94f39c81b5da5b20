import { AcceptInviteDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { Form, SubmitButton } from '../../ui/form';
import { useEntry } from './use-entry';

/** Joining for somebody who is signed in already. */
export function JoinButton({ token, email }: { token: string; email: string }) {
  const { run } = useVerb(AcceptInviteDocument);
  const enter = useEntry();
  return (
    <Form
      aria-label="Join"
      onSubmit={async () => {
        const { problem } = await run({ input: { token } });
        if (problem) return problem;
        await enter('/');
      }}
    >
      <SubmitButton size="large">Join as {email}</SubmitButton>
    </Form>
  );
}
