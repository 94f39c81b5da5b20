import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { VerifyEmailDocument } from '../../graphql/generated/documents';
import { problem as makeProblem, type Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { LinkButton } from '../../ui/link-button';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { SignInLayout } from './sign-in-layout';
import { useEntry } from './use-entry';

const noToken = makeProblem('The link is not complete', 'Open the link from the mail once more, whole.');

/** Where the link of the verification mail leads. */
export function VerifyEmailPage() {
  const [params] = useSearchParams();
  const token = params.get('token');
  const { run } = useVerb(VerifyEmailDocument);
  const enter = useEntry();
  const [problem, setProblem] = useState<Problem | null>(token ? null : noToken);
  const sent = useRef(false);

  useEffect(() => {
    // Once: the token is spent by the first request, and effects run twice while developing.
    if (!token || sent.current) return;
    sent.current = true;
    void run({ token }).then((outcome) => (outcome.problem ? setProblem(outcome.problem) : enter('/')));
  }, [token, run, enter]);

  return (
    <SignInLayout title={problem ? 'Address not confirmed' : 'Confirming your address'}>
      {problem ? (
        <div className="grid gap-4">
          <ProblemBanner problem={problem} />
          <LinkButton to="/login" size="large">
            Go to sign-in
          </LinkButton>
        </div>
      ) : (
        <div role="status" aria-label="Confirming" className="grid gap-3">
          <Skeleton width="80%" />
          <Skeleton width="55%" />
        </div>
      )}
    </SignInLayout>
  );
}
