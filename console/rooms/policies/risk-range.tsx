import type { RiskLevel } from '../../graphql/generated/documents';
import { Field } from '../../ui/field';
import { Select } from '../../ui/input';
import type { DraftProps } from './draft-props';

const levels: readonly { value: RiskLevel; label: string }[] = [
  { value: 'LOW', label: 'Low' },
  { value: 'MEDIUM', label: 'Medium' },
  { value: 'HIGH', label: 'High' },
  { value: 'CRITICAL', label: 'Critical' },
];
const levelOf = (text: string): RiskLevel | null => levels.find(({ value }) => value === text)?.value ?? null;
const rank = (level: RiskLevel | null): number => levels.findIndex(({ value }) => value === level);

/** From which risk up to which. */
export function RiskRange({ draft, onChange }: DraftProps) {
  const { minimumRisk, maximumRisk } = draft;
  const upsideDown = minimumRisk && maximumRisk && rank(minimumRisk) > rank(maximumRisk);
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field label="Risk at least" name="input.minimumRisk">
        <Select
          options={[{ value: '', label: 'Any' }, ...levels]}
          value={minimumRisk ?? ''}
          onChange={(event) => onChange({ ...draft, minimumRisk: levelOf(event.target.value) })}
        />
      </Field>
      <Field
        label="Risk at most"
        name="input.maximumRisk"
        error={upsideDown ? 'Not below the risk at least' : null}
      >
        <Select
          options={[{ value: '', label: 'Any' }, ...levels]}
          value={maximumRisk ?? ''}
          onChange={(event) => onChange({ ...draft, maximumRisk: levelOf(event.target.value) })}
        />
      </Field>
    </div>
  );
}
