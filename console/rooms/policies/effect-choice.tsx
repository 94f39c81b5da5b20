import type { PolicyEffect } from '../../graphql/generated/documents';
import { Icon } from '../../ui/icon';
import { effectLooks } from './effect-looks';

const order: readonly PolicyEffect[] = ['REQUIRE_APPROVAL', 'ALLOW', 'DENY'];

interface EffectChoiceProps {
  value: PolicyEffect;
  onChange: (effect: PolicyEffect) => void;
}

/** What the rule does with what it matches. */
export function EffectChoice({ value, onChange }: EffectChoiceProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-ink">Effect</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {order.map((effect) => {
          const { word, icon, tone, does } = effectLooks[effect];
          return (
            <label
              key={effect}
              data-tone={tone}
              className="grid content-start gap-1 rounded-md border border-line bg-raised p-3 has-checked:border-tone-ink has-checked:bg-tone-bg has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--brand-ink) has-enabled:cursor-pointer"
            >
              <span className="flex items-center gap-1.5 font-medium text-tone-ink">
                <input
                  type="radio"
                  name="effect"
                  className="sr-only"
                  checked={value === effect}
                  onChange={() => onChange(effect)}
                />
                <Icon name={icon} />
                {word}
              </span>
              <span className="text-meta text-ink-2">{does}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
