import type { ContentPolicy } from '../../graphql/generated/documents';
import { policies, policyLooks } from './host-looks';

interface PolicyChoiceProps {
  value: ContentPolicy;
  onChange: (policy: ContentPolicy) => void;
}

/** What may leave the machine, the least first, each in one sentence. */
export function PolicyChoice({ value, onChange }: PolicyChoiceProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-ink">What may leave the machine</legend>
      <div className="divide-y divide-line-soft overflow-hidden rounded-md border border-line bg-raised">
        {policies.map((policy) => {
          const { word, means } = policyLooks[policy];
          return (
            <label
              key={policy}
              data-tone="brand"
              className="flex cursor-pointer items-start gap-2.5 px-3 py-2 -outline-offset-2 has-checked:bg-tone-bg has-focus-visible:outline-2 has-focus-visible:outline-(--brand-ink) touch:min-h-11"
            >
              <input
                type="radio"
                name="content-policy"
                value={policy}
                className="check mt-px rounded-full! outline-none"
                checked={value === policy}
                onChange={() => onChange(policy)}
              />
              <span className="grid">
                <span className="font-medium text-ink">{word}</span>
                <span className="text-meta text-ink-2 text-pretty">{means}</span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
