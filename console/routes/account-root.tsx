import { useEffect, useMemo, useState } from 'react';
import { Outlet, useNavigate } from 'react-router';
import { AccountProvider, type Account } from '../graphql/account-context';
import { asRequest } from '../graphql/document';
import { AccountDocument, type AccountQuery } from '../graphql/generated/documents';
import { problemOf, type Problem } from '../graphql/problem';
import { createSession, type Session } from '../graphql/session';
import { SessionProvider } from '../graphql/session-context';
import { BarePage } from '../ui/bare-page';
import { ErrorState } from '../ui/error-state';
import { Splash } from './splash';
import { signInPath } from './sign-in-path';

/** Learns who is signed in and what this installation is, before anything else is drawn. */
export function AccountRoot() {
  const navigate = useNavigate();
  const session = useMemo(
    () => createSession({ onSignedOut: () => void navigate(signInPath(location)) }),
    [navigate],
  );
  const [data, setData] = useState<AccountQuery | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const refresh = useMemo(() => accountReader(session, setData, setProblem), [session]);
  useEffect(() => void refresh(), [refresh]);
  const account = useMemo<Account | null>(
    () => (data ? { instance: data.instance, viewer: data.viewer ?? null, refresh } : null),
    [data, refresh],
  );

  if (!account && problem) {
    return (
      <BarePage>
        <ErrorState problem={problem} heading="h1" onRetry={() => void refresh()} />
      </BarePage>
    );
  }
  if (!account) return <Splash />;
  return (
    <SessionProvider session={session}>
      <AccountProvider account={account}>
        <Outlet />
      </AccountProvider>
    </SessionProvider>
  );
}

function accountReader(
  session: Session,
  show: (data: AccountQuery) => void,
  fail: (problem: Problem | null) => void,
) {
  return async (): Promise<void> => {
    const { data, error } = await session.client
      .query(asRequest(AccountDocument), {}, { requestPolicy: 'network-only', expectSignedOut: true })
      .toPromise();
    fail(problemOf(error));
    if (data) show(data);
  };
}
