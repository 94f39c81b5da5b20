import { StopOrdersDocument } from '../../graphql/generated/documents';
import { useThrottled } from '../../graphql/use-pages';
import { useRead } from '../../graphql/use-read';
import { isMoving } from './stop-looks';
import { useAgentNews } from './use-agent-news';

/** Stop orders, those of the past too, live: an order on its way is looked at every two seconds. */
export function useAllStopOrders() {
  const read = useRead(StopOrdersDocument, {});
  const orders = read.data?.killSwitches;
  useAgentNews(useThrottled(read.refresh), orders?.some(({ state }) => isMoving(state)) ?? false);
  return { ...read, orders };
}
