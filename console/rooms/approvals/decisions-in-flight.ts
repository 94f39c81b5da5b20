import { useSyncExternalStore } from 'react';
import type { Decision } from '../../graphql/generated/documents';

/** A decision that the server has not confirmed. */
export interface InFlight {
  decision: Decision;
  reason: string | null;
}

let inFlight: ReadonlyMap<string, InFlight> = new Map();
const listeners = new Set<() => void>();

function publish(change: (next: Map<string, InFlight>) => void): void {
  const next = new Map(inFlight);
  change(next);
  inFlight = next;
  listeners.forEach((listener) => listener());
}

/** Shows a decision everywhere at once. @returns takes it back from the screen */
export function showDecision(id: string, decision: InFlight): () => void {
  publish((next) => next.set(id, decision));
  return () => publish((next) => next.delete(id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The unconfirmed decision on a request, if there is one. */
export const useInFlight = (id: string): InFlight | undefined =>
  useSyncExternalStore(subscribe, () => inFlight.get(id));

type Decidable = {
  state: 'PENDING' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'CANCELLED';
  decision: Decision | null;
  decisionSource: 'PERSON' | 'POLICY' | 'ELSEWHERE' | 'TIMEOUT' | null;
  decidedBy: { id: string; name: string } | null;
};

/** The request as it will stand if the server confirms. What is settled already stays as it is. */
export function withDecision<A extends Decidable>(
  approval: A,
  pending: InFlight | undefined,
  viewer: { id: string; name: string } | null,
): A & { sending: boolean } {
  if (!pending || approval.state !== 'PENDING') return { ...approval, sending: false };
  return {
    ...approval,
    state: pending.decision === 'DENY' ? 'REJECTED' : 'APPROVED',
    decision: pending.decision,
    decisionSource: 'PERSON',
    decidedBy: viewer,
    ...('decisionReason' in approval ? { decisionReason: pending.reason } : {}),
    sending: true,
  };
}
