import type { ApprovalCourseFragment } from '../../graphql/generated/documents';
import type { Tone } from '../../ui/tone';
import { outcomeLook, standing, stateLooks } from './approval-words';

/** One fact in the life of a request. */
export interface Step {
  key: 'asked' | 'decided' | 'delivered' | 'executed';
  words: string;
  at: string | null;
  tone: Tone;
  /** `open` has not happened and may still; `never` will not. */
  progress: 'done' | 'under-way' | 'open' | 'never';
  /** A reason or remark that belongs to it. Untrusted. */
  note: string | null;
}

/** A request with a decision that is on its way to the server. */
export type Course = Omit<ApprovalCourseFragment, ' $fragmentName'> & { sending?: boolean };

function askedStep({ agent, askedAt }: Course): Step {
  return {
    key: 'asked',
    words: `Asked by ${agent?.name ?? 'an agent'}`,
    at: askedAt,
    tone: 'neutral',
    progress: 'done',
    note: null,
  };
}

function decidedStep(course: Course, viewerId: string | undefined): Step {
  const { state, decidedAt, decisionReason, sending } = course;
  const waits = state === 'PENDING';
  return {
    key: 'decided',
    words: sending ? `${standing(course, viewerId)}, being recorded` : standing(course, viewerId),
    at: sending ? null : decidedAt,
    tone: stateLooks[state].tone,
    progress: waits ? 'open' : sending ? 'under-way' : 'done',
    note: decisionReason,
  };
}

const deliveries: Record<Course['delivery'], Pick<Step, 'words' | 'tone' | 'progress'>> = {
  NONE: { words: 'Not sent to the gateway', tone: 'neutral', progress: 'never' },
  QUEUED: { words: 'On its way to the gateway', tone: 'blue', progress: 'under-way' },
  DELIVERED: { words: 'The gateway took it', tone: 'green', progress: 'done' },
  OVERTAKEN: { words: 'The gateway had another answer already', tone: 'amber', progress: 'done' },
  FAILED: { words: 'Could not be delivered; the gateway denies by itself', tone: 'red', progress: 'done' },
};

function deliveredStep(course: Course): Step | null {
  const { state, delivery, deliveredAt, deliveryNote, sending, decisionSource } = course;
  // What was decided at the gateway needs no delivery; neither does what nobody decided.
  if (
    decisionSource === 'ELSEWHERE' ||
    (delivery === 'NONE' && (state === 'EXPIRED' || state === 'CANCELLED'))
  )
    return null;
  const open = state === 'PENDING' || sending || delivery === 'NONE';
  const look = open
    ? { words: 'Sent to the gateway', tone: 'neutral' as const, progress: 'open' as const }
    : deliveries[delivery];
  return { key: 'delivered', ...look, at: deliveredAt, note: deliveryNote };
}

function executedStep(course: Course): Step {
  const { state, executedAt, outcomeNote } = course;
  const look = outcomeLook(course);
  const step = { key: 'executed' as const, at: executedAt, note: outcomeNote };
  if (look) return { ...step, words: look.word, tone: look.tone, progress: 'done' };
  if (state === 'PENDING')
    return { ...step, words: 'Runs only if allowed', tone: 'neutral', progress: 'open' };
  if (state === 'APPROVED')
    return { ...step, words: 'Outcome not reported yet', tone: 'blue', progress: 'under-way' };
  return { ...step, words: 'Does not run', tone: 'neutral', progress: 'never' };
}

/** Asked, decided, delivered, executed: separate facts, in order. */
export function stepsOf(course: Course, viewerId: string | undefined): Step[] {
  return [
    askedStep(course),
    decidedStep(course, viewerId),
    deliveredStep(course),
    executedStep(course),
  ].filter((step): step is Step => step !== null);
}
