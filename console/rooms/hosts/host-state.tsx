import type { HostLineFragment } from '../../graphql/generated/documents';
import { StatusDot } from '../../ui/status-dot';
import { hostLooks } from './host-looks';

/** Online, offline or revoked, as a dot with its word. */
export function HostState({ state }: { state: HostLineFragment['state'] }) {
  const { word, tone } = hostLooks[state];
  return <StatusDot tone={tone}>{word}</StatusDot>;
}
