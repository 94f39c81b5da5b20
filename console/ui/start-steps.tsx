import { useId, type ReactNode } from 'react';

interface StartStepsProps {
  /** What is not here yet. */
  title: string;
  /** What it is for, ending before the steps. */
  text: string;
  steps: readonly { title: string; text: string }[];
  actions: ReactNode;
}

/** In place of an empty list that needs more than one sentence to begin: what to do, step by step. */
export function StartSteps({ title, text, steps, actions }: StartStepsProps) {
  const id = useId();
  return (
    <div className="px-(--gutter) pb-8">
      <section aria-labelledby={id} className="overflow-hidden rounded-md border border-line">
        <header className="border-b border-line-soft bg-sunken px-5 py-4">
          <h2 id={id} className="text-h2 font-semibold">
            {title}
          </h2>
          <p className="text-ink-2">{text}</p>
        </header>
        <ol className="grid gap-px bg-line-soft wide:grid-cols-3">
          {steps.map((step, index) => (
            <li key={step.title} className="grid content-start gap-1 bg-canvas px-5 py-4">
              <span className="figures mb-1 grid size-6 place-items-center rounded-full border border-brand-line bg-brand-bg text-meta font-semibold text-brand-ink">
                {index + 1}
              </span>
              <h3 className="font-semibold">{step.title}</h3>
              <p className="text-ink-2 text-pretty">{step.text}</p>
            </li>
          ))}
        </ol>
        <footer className="flex flex-wrap items-center gap-2 border-t border-line-soft px-5 py-4">
          {actions}
        </footer>
      </section>
    </div>
  );
}
