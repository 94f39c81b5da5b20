import type {
  CostDimension,
  CostOfFragment,
  SessionLineFragment,
  SessionOrder,
  SessionRelation,
  SessionStatus,
} from '../../graphql/generated/documents';
import type { Tone } from '../../ui/tone';

/** How each status of a session shows. */
export const statusLooks: Record<SessionStatus, { word: string; tone: Tone; moving?: true }> = {
  RUNNING: { word: 'Running', tone: 'blue', moving: true },
  WAITING: { word: 'Waits for a person', tone: 'amber' },
  IDLE: { word: 'Idle', tone: 'neutral' },
  ENDED: { word: 'Ended', tone: 'neutral' },
  UNKNOWN: { word: 'Unknown', tone: 'neutral' },
};

/** What a session is to its parent. */
export const relationWords: Record<SessionRelation, string> = {
  MAIN: 'Main',
  SUBAGENT: 'Sub-agent',
  FORK: 'Fork',
  CONTINUATION: 'Continuation',
};

/** How far a figure in dollars is known: the word beside it, and what it means. */
export const basisLooks: Record<CostOfFragment['basis'], { word: string; means: string }> = {
  METERED: {
    word: 'estimated',
    means: 'Billed per token by the provider. Counted here as tokens times price; an invoice may differ.',
  },
  LIST_PRICE: {
    word: 'list price',
    means: 'Tokens times list price: what it would cost when billed per token.',
  },
  SUBSCRIPTION: {
    word: 'list price, subscription',
    means: 'Covered by a subscription. The list price is for comparison only.',
  },
  UNPRICED: { word: 'unpriced', means: 'No price is known for its models. It is not counted as nothing.' },
};

export const statuses = Object.keys(statusLooks) as SessionStatus[];
export const relations = Object.keys(relationWords) as SessionRelation[];
export const orders: readonly SessionOrder[] = ['RECENT', 'COST'];

/** What costs are split by, as the tabs are named. */
export const dimensionWords: Partial<Record<CostDimension, string>> = {
  DAY: 'Day',
  MODEL: 'Model',
  RUNTIME: 'Runtime',
  HOST: 'Host',
  CONNECTOR: 'Gateway',
  REPOSITORY: 'Repository',
};
export const dimensions = Object.keys(dimensionWords) as CostDimension[];

/** The machine or the gateway it is read from, by name. Untrusted text. */
export const sourceOf = ({
  instance,
  connector,
}: Pick<SessionLineFragment, 'instance' | 'connector'>): string =>
  instance?.host.name ?? connector?.name ?? '';

type Named = Pick<SessionLineFragment, 'title' | 'externalId'>;

/** What a session is called; its runtime's id where the title was withheld or erased. */
export const nameOf = ({ title, externalId }: Named): string => title?.trim() || externalId;
