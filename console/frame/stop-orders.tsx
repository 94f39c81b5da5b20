import { createContext, useContext, type ReactNode } from 'react';
import { StopsInForceDocument, type StopBriefFragment } from '../graphql/generated/documents';
import { useCan } from '../graphql/organization-context';
import { useEvents } from '../graphql/use-events';
import { useThrottled } from '../graphql/use-pages';
import { useRead } from '../graphql/use-read';

const StopContext = createContext<readonly StopBriefFragment[]>([]);
const none: readonly StopBriefFragment[] = [];

/** Knows the stop orders in force, live, on every page. */
export function StopOrders({ children }: { children: ReactNode }) {
  const when = useCan()('agents:read');
  const { data, refresh } = useRead(StopsInForceDocument, {}, { when });
  useEvents(['kill_switch'], useThrottled(refresh), { when });
  return <StopContext value={data?.killSwitches ?? none}>{children}</StopContext>;
}

/** Stop orders in force or being lifted, newest first. */
export const useStopOrders = (): readonly StopBriefFragment[] => useContext(StopContext);
