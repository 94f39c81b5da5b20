import type { ReactNode } from 'react';
import type { Problem } from '../graphql/problem';
import { ErrorState } from './error-state';
import { SkeletonPage } from './skeleton';

interface DetailViewProps<Thing> {
  /** From `useRead`. */
  read: { loading: boolean; problem: Problem | null; refresh: () => void };
  /** The thing, or nothing when there is none with this id. */
  thing: Thing | null | undefined;
  /** What it is, for screen readers: "connector". */
  noun: string;
  /** Shown when there is none. */
  missing: ReactNode;
  children: (thing: Thing) => ReactNode;
}

/** The states every detail page has: first read, failed, not there, there. What was read once stays in sight. */
export function DetailView<Thing>({ read, thing, noun, missing, children }: DetailViewProps<Thing>) {
  if (thing) return children(thing);
  if (read.loading) return <SkeletonPage label={`Loading the ${noun}`} />;
  if (read.problem) return <ErrorState problem={read.problem} heading="h1" onRetry={read.refresh} />;
  return missing;
}
