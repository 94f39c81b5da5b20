import { createContext, useContext, type ReactNode } from 'react';
import type { AccountQuery } from './generated/documents';

export type Instance = AccountQuery['instance'];
export type Viewer = NonNullable<AccountQuery['viewer']>;
export type Organization = Viewer['organizations'][number];

export interface Account {
  instance: Instance;
  /** Null when signed out. */
  viewer: Viewer | null;
  /** Reads the account again, after signing in or when memberships changed. */
  refresh: () => Promise<void>;
}

const AccountContext = createContext<Account | null>(null);

export function AccountProvider({ account, children }: { account: Account; children: ReactNode }) {
  return <AccountContext.Provider value={account}>{children}</AccountContext.Provider>;
}

/** Who is signed in, and what this installation is. */
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (!account) throw new Error('useAccount is called outside of AccountProvider');
  return account;
}
