import type { KeyboardEvent, RefObject } from 'react';
import { Input, Textarea } from '../ui/input';
import type { Request } from './run-operation';

interface EditorsProps {
  request: Request;
  onChange: (request: Request) => void;
  run: () => void;
  queryRef: RefObject<HTMLTextAreaElement | null>;
}

const label = 'grid gap-1 text-meta text-ink-3';

/** The operation, its variables, and as whom it is sent. */
export function Editors({ request, onChange, run, queryRef }: EditorsProps) {
  const set = (part: Partial<Request>) => onChange({ ...request, ...part });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  };
  return (
    <div className="grid min-h-0 grid-rows-[minmax(0,1fr)_auto_auto] gap-3 p-4" onKeyDown={onKeyDown}>
      <label className={`${label} min-h-0 grid-rows-[auto_minmax(0,1fr)]`}>
        Operation
        <Textarea
          ref={queryRef}
          spellCheck={false}
          className="mono h-full resize-none"
          value={request.query}
          onChange={(event) => set({ query: event.target.value })}
        />
      </label>
      <label className={label}>
        Variables, as JSON
        <Textarea
          rows={4}
          spellCheck={false}
          className="mono"
          placeholder={'{ "id": "…" }'}
          value={request.variables}
          onChange={(event) => set({ variables: event.target.value })}
        />
      </label>
      <div className="grid grid-cols-2 gap-3">
        <label className={label}>
          Organization, by id or short name
          <Input
            value={request.organization}
            onChange={(event) => set({ organization: event.target.value })}
          />
        </label>
        <label className={label}>
          Authorization
          <Input
            placeholder="Your session"
            value={request.authorization}
            onChange={(event) => set({ authorization: event.target.value })}
          />
        </label>
      </div>
    </div>
  );
}
