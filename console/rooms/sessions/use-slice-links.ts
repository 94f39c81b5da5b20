import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { CostDimension } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import type { Slice } from './slice-columns';

const filterKeys: Partial<Record<CostDimension, string>> = {
  MODEL: 'model',
  RUNTIME: 'runtime',
  HOST: 'host',
  CONNECTOR: 'gateway',
  REPOSITORY: 'repository',
};

/** Where a slice leads: its sessions, under the filters that are set. What has no key has no filter either. */
export function useSliceLinks(by: CostDimension): (slice: Slice) => string {
  const to = useTo();
  const [params] = useSearchParams();
  return useCallback(
    ({ key }) => {
      const query = new URLSearchParams(params);
      query.delete('by');
      query.set('order', 'cost');
      const filter = filterKeys[by];
      if (by === 'DAY' && key) ['from', 'to'].forEach((end) => query.set(end, key));
      else if (filter && key) query.set(filter, key);
      return `${to('/sessions')}?${query}`;
    },
    [by, params, to],
  );
}
