import { ActionRuns } from '../../ui/action-runs';
import { ActionText } from '../../ui/action-text';
import { markInvisible } from '../../ui/mark-invisible';
import type { Change } from './changes';

interface ChangeListProps {
  changes: readonly Change[];
  /** Two states are compared: each line says which side it is. */
  compared?: boolean;
}

/** Longer texts, and those of several lines, get a box of their own. */
const inlineUpTo = 160;
/** More are in the raw JSON. */
const most = 200;

/** Values by field. What was is marked with a minus and what is now with a plus, as in a patch. */
export function ChangeList({ changes, compared = false }: ChangeListProps) {
  return (
    <dl className="grid gap-y-2">
      {changes.slice(0, most).map((change) => (
        <div key={change.path} className="grid gap-x-4 gap-y-0.5 @xl:grid-cols-[200px_1fr]">
          <dt className="mono min-w-0 text-ink-2 wrap-anywhere">
            {change.path ? <ActionRuns segments={markInvisible(change.path)} /> : 'value'}
          </dt>
          <dd className="grid min-w-0 gap-0.5 text-ink">
            {compared ? (
              <Sides change={change} />
            ) : (
              <Value change={change} text={change.after ?? change.before} />
            )}
          </dd>
        </div>
      ))}
      {changes.length > most ? (
        <div>
          <dt className="text-ink-2">{(changes.length - most).toLocaleString('en')} more fields</dt>
          <dd className="text-ink-2">They are in the raw JSON below.</dd>
        </div>
      ) : null}
    </dl>
  );
}

function Sides({ change }: { change: Change }) {
  return (
    <>
      {change.before === undefined ? null : (
        <Side sign="−" words="Before" old>
          <Value change={change} text={change.before} />
        </Side>
      )}
      {change.after === undefined ? null : (
        <Side sign="+" words="After">
          <Value change={change} text={change.after} />
        </Side>
      )}
      {change.after === undefined ? <span className="pl-4 text-meta text-ink-2">Taken away</span> : null}
    </>
  );
}

interface SideProps {
  sign: string;
  words: string;
  old?: boolean;
  children: React.ReactNode;
}

function Side({ sign, words, old, children }: SideProps) {
  return (
    <div className={`flex min-w-0 gap-2 ${old ? 'text-ink-2' : ''}`}>
      <span aria-hidden="true" className="mono w-2 shrink-0 text-ink-2 select-none">
        {sign}
      </span>
      <span className="sr-only">{words}: </span>
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}

function Value({ change, text = '' }: { change: Change; text?: string }) {
  const segments = markInvisible(text);
  if (text.length > inlineUpTo || text.includes('\n'))
    return <ActionText label={change.path || 'Value'} segments={segments} />;
  return (
    <span className="mono wrap-anywhere" dir="ltr">
      <ActionRuns segments={segments} />
    </span>
  );
}
