import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useAccount } from '../../graphql/account-context';

/** After a mutation that signed somebody in: reads the account, then goes on to `path`. */
export function useEntry(): (path?: string) => Promise<void> {
  const { refresh } = useAccount();
  const navigate = useNavigate();
  return useCallback(
    async (path = '/') => {
      await refresh();
      await navigate(path, { replace: true });
    },
    [refresh, navigate],
  );
}
