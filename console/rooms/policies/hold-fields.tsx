import type { Role } from '../../graphql/generated/documents';
import { Field } from '../../ui/field';
import { Input, Select } from '../../ui/input';
import { timeoutFault } from './policy-draft';
import type { DraftProps } from './draft-props';

const roles: readonly { value: Role | ''; label: string }[] = [
  { value: '', label: 'Anybody who may decide' },
  { value: 'APPROVER', label: 'Approver or above' },
  { value: 'OPERATOR', label: 'Operator or above' },
  { value: 'ADMIN', label: 'Admin or owner' },
  { value: 'OWNER', label: 'Owner only' },
];

/** Who decides what is held, and how long silence lasts. */
export function HoldFields({ draft, onChange }: DraftProps) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field label="Who decides" name="input.requiredRole">
        <Select
          options={roles}
          value={draft.requiredRole ?? ''}
          onChange={(event) =>
            onChange({
              ...draft,
              requiredRole: roles.find(({ value }) => value === event.target.value)?.value || null,
            })
          }
        />
      </Field>
      <Field
        label="Deny after, in seconds"
        name="input.timeoutSeconds"
        optional
        error={timeoutFault(draft)}
        help="10 to 1800; empty for the gateway’s own limit, which always holds"
      >
        <Input
          inputMode="numeric"
          value={draft.timeout}
          placeholder="1800"
          onChange={(event) => onChange({ ...draft, timeout: event.target.value })}
        />
      </Field>
    </div>
  );
}
