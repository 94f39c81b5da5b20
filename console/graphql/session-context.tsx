import { createContext, useContext, type ReactNode } from 'react';
import { Provider } from 'urql';
import type { Session } from './session';

const SessionContext = createContext<Session | null>(null);

/** Makes a session the one that hooks below speak through. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return (
    <SessionContext.Provider value={session}>
      <Provider value={session.client}>{children}</Provider>
    </SessionContext.Provider>
  );
}

/** The session of this part of the page. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is called outside of SessionProvider');
  return session;
}
