import { GrantableScopesDocument } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { useFieldError } from '../../ui/form-context';
import { Icon } from '../../ui/icon';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { offered, scopeWords } from './scope-words';

interface ScopeChoiceProps {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** What the token may do, as boxes to tick; only what the viewer holds is offered. */
export function ScopeChoice({ chosen, onChange }: ScopeChoiceProps) {
  const { data, problem, refresh } = useRead(GrantableScopesDocument, {});
  if (problem && !data)
    return (
      <ProblemBanner
        problem={problem}
        actions={
          <Button size="small" onClick={refresh}>
            Try again
          </Button>
        }
      />
    );
  if (!data)
    return (
      <div role="status" aria-label="Loading the scopes" className="grid gap-3">
        <Skeleton width={120} />
        <Skeleton height={220} />
      </div>
    );
  const { reads, changes } = offered(data.grantableScopes);
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1.5 font-medium text-ink">What it may do</legend>
      <ScopesProblem />
      <Group title="reads" scopes={reads} chosen={chosen} onChange={onChange} />
      <Group title="changes something" scopes={changes} chosen={chosen} onChange={onChange} />
    </fieldset>
  );
}

function ScopesProblem() {
  const words = useFieldError('input.scopes');
  if (!words) return null;
  return (
    <p data-tone="red" role="alert" className="flex items-start gap-1 text-meta text-tone-ink">
      <Icon name="alert" size={14} className="mt-px" />
      {words}
    </p>
  );
}

interface GroupProps extends ScopeChoiceProps {
  title: string;
  scopes: readonly string[];
}

function Group({ title, scopes, chosen, onChange }: GroupProps) {
  if (scopes.length === 0) return null;
  const all = scopes.every((scope) => chosen.has(scope));
  const some = scopes.some((scope) => chosen.has(scope));

  function tick(which: readonly string[], on: boolean): void {
    const next = new Set(chosen);
    which.forEach((scope) => (on ? next.add(scope) : next.delete(scope)));
    onChange(next);
  }

  return (
    <div role="group" aria-label={`What ${title}`} className="@container overflow-hidden rounded-md border border-line">
      <div className="border-b border-line-soft bg-sunken px-3 py-2">
        <Checkbox
          label={<span className="font-medium">All that {title}</span>}
          checked={all}
          indeterminate={some && !all}
          onChange={(on) => tick(scopes, on)}
        />
      </div>
      <div className="grid gap-x-6 gap-y-3 px-3 py-3 @lg:grid-cols-2">
        {scopes.map((scope) => {
          const { word, allows } = scopeWords(scope);
          return (
            <Checkbox
              key={scope}
              label={word}
              help={allows}
              checked={chosen.has(scope)}
              onChange={(on) => tick([scope], on)}
            />
          );
        })}
      </div>
    </div>
  );
}
