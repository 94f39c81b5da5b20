import { useState } from 'react';
import { CreateAccessTokenDocument } from '../../graphql/generated/documents';
import { useOrganization } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { Countdown } from '../../ui/countdown';
import { curlCommand } from '../../ui/curl-command';
import { ProblemBanner } from '../../ui/problem-banner';

interface Made {
  token: string;
  expiresAt: string;
  /** When it was made, RFC 3339. */
  at: string;
}

/** A token that speaks as the signed-in person, for ten minutes at most. */
export function AccessTokenCard() {
  const { run, busy } = useVerb(CreateAccessTokenDocument);
  const [made, setMade] = useState<Made | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function make() {
    const outcome = await run({});
    setProblem(outcome.problem);
    if (outcome.data) setMade({ ...outcome.data.createAccessToken, at: new Date().toISOString() });
  }

  return (
    <Card title="As yourself, for a few minutes">
      <div className="grid gap-3">
        <p className="text-ink-2 text-pretty">
          An access token does what you may do, decisions on approvals included. It ends after 10 minutes, or
          with this session. Nobody else should see it.
        </p>
        {problem ? <ProblemBanner problem={problem} /> : null}
        {made ? <MadeToken made={made} /> : null}
        <div>
          <Button icon="key" busy={busy} onClick={() => void make()}>
            {made ? 'Create another' : 'Create access token'}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function MadeToken({ made: { token, expiresAt, at } }: { made: Made }) {
  const { slug } = useOrganization();
  const command = curlCommand({
    origin: location.origin,
    bearer: token,
    organization: slug,
    query: '{ viewer { user { name } } pendingApprovalCount }',
  });
  return (
    <div className="grid gap-3">
      <Countdown from={at} until={expiresAt} after="until it ends" />
      <CopyBlock label="Access token" text={token} />
      <p className="text-ink-2">Try it:</p>
      <CopyBlock label="Example request" text={command} />
    </div>
  );
}
