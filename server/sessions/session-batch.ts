import type {
  ContentPolicy,
  CostBasis,
  SessionEntryInput,
  SessionFactsInput,
  SessionUsageInput,
} from '../../schema/generated/types.js';

/** Dates of the contract's inputs arrive parsed. */
type Dated<T, Names extends keyof T> = Omit<T, Names> & { [Name in Names]?: Date | null };

export type WireFacts = Dated<SessionFactsInput, 'startedAt' | 'endedAt' | 'bornAt'>;
export type WireEntry = Dated<SessionEntryInput, 'at'>;
/** `elsewhere` is for gateways only, the contract has no such field: see `transcript-calls.ts`. */
export type WireUsage = Dated<SessionUsageInput, 'at'> & { elsewhere?: string | null };

/** A batch as it came over the wire: of the contract's shape, and otherwise hostile. */
export interface WireBatch {
  sessions: WireFacts[];
  entries: WireEntry[];
  usages: WireUsage[];
}

/** A batch of one of a host's runtimes. */
export interface HostBatch extends WireBatch {
  instanceId: string;
}

/** What a batch tells of one session; nulls leave what is known. */
export interface SessionFacts {
  externalId: string;
  relation: string | null;
  parentExternalId: string | null;
  title: string | null;
  cwd: string | null;
  repository: string | null;
  branch: string | null;
  runtimeVersion: string | null;
  status: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  bornAt: Date | null;
  sourceGone: boolean | null;
  reportedUsdPicos: number | null;
  basis: CostBasis | null;
}

/** One entry, cut and cleaned. */
export interface BatchEntry extends Omit<WireEntry, 'at' | 'text' | 'role' | 'model'> {
  at: Date | null;
  text: string | null;
  role: string | null;
  toolName: string | null;
  toolCallId: string | null;
  model: string | null;
}

/** One model call, checked. */
export interface BatchUsage extends Omit<WireUsage, 'at'> {
  at: Date | null;
  entryKey: string | null;
  provider: string | null;
  elsewhere: string | null;
}

/** A batch with everything checked, cleaned, cut and kept to the content policy. */
export interface CheckedBatch {
  contentPolicy: ContentPolicy;
  /** One for each session the batch speaks of, also those it only names. */
  sessions: SessionFacts[];
  entries: BatchEntry[];
  usages: BatchUsage[];
}
