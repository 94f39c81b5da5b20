import { useState } from 'react';
import { LoginSessionsDocument, type LoginSessionLineFragment } from '../../graphql/generated/documents';
import { useEvents } from '../../graphql/use-events';
import { useRead } from '../../graphql/use-read';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ErrorState } from '../../ui/error-state';
import { SkeletonRows } from '../../ui/skeleton';
import { EndSessions } from './end-sessions';
import { SessionLine } from './session-line';

/** Where one is signed in, and ending what one does not know. */
export function LoginSessions() {
  const { data, problem, refresh } = useRead(LoginSessionsDocument, {});
  useEvents(['session'], refresh);
  const [asked, ask] = useState<LoginSessionLineFragment | 'others' | null>(null);
  const sessions = data?.loginSessions;
  return (
    <Card
      flush
      title="Sessions"
      aside={
        sessions && sessions.length > 1 ? (
          <Button size="small" tone="red" onClick={() => ask('others')}>
            End all others
          </Button>
        ) : undefined
      }
    >
      {sessions ? (
        <ul>
          {sessions
            .toSorted((one, other) => Number(other.current) - Number(one.current))
            .map((session) => (
              <SessionLine key={session.id} session={session} onEnd={() => ask(session)} />
            ))}
        </ul>
      ) : problem ? (
        <ErrorState problem={problem} onRetry={refresh} />
      ) : (
        <SkeletonRows rows={3} label="Loading your sessions" />
      )}
      {asked ? <EndSessions which={asked} close={() => ask(null)} /> : null}
    </Card>
  );
}
