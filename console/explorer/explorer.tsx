import { useRef, useState } from 'react';
import { Button } from '../ui/button';
import { DocsBrowser } from './docs-browser';
import { Editors } from './editors';
import { PastRuns } from './past-runs';
import { ResultView } from './result-view';
import type { Request } from './run-operation';
import { useRuns } from './use-runs';

const example: Request = {
  query: `# Ctrl-Enter runs it. Subscriptions go on until you stop them.
query Who {
  viewer {
    user { name email }
    organizations { slug name viewerRole }
  }
}
`,
  variables: '',
  organization: '',
  authorization: '',
};

/** The contract by hand: write an operation, run it, read what there is to ask. In development only. */
export function Explorer() {
  const [request, setRequest] = useState(example);
  const query = useRef<HTMLTextAreaElement>(null);
  const { past, shown, running, run, stop } = useRuns();
  const start = () => run(request, query.current?.selectionStart ?? 0);
  return (
    <div className="grid h-full grid-rows-[auto_1fr] bg-canvas text-body text-ink">
      <header className="flex items-center gap-3 border-b border-line px-4 py-2">
        <h1 className="text-lead font-semibold">Explorer</h1>
        <span className="text-meta text-ink-3">development only</span>
        <span className="flex-1" />
        {running ? <Button onClick={stop}>Stop</Button> : null}
        <Button look="primary" onClick={start}>
          Run
        </Button>
      </header>
      <main className="grid min-h-0 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_20rem] divide-x divide-line">
        <div className="grid min-h-0 grid-rows-[minmax(0,1fr)_auto]">
          <Editors request={request} onChange={setRequest} run={start} queryRef={query} />
          <PastRuns past={past} take={setRequest} />
        </div>
        <ResultView shown={shown} running={running} />
        <aside aria-label="Schema" className="min-h-0 overflow-y-auto bg-sunken">
          <DocsBrowser />
        </aside>
      </main>
    </div>
  );
}
