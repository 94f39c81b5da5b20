import { useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { Checkbox } from '../../ui/checkbox';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { LinkButton } from '../../ui/link-button';
import type { DraftProps } from './draft-props';
import { EffectChoice } from './effect-choice';
import { HoldFields } from './hold-fields';
import { PolicyConditions } from './policy-conditions';
import type { PolicyChoices } from './use-policy-choices';

interface PolicyFormProps extends DraftProps {
  choices: PolicyChoices;
  readOnly: boolean;
  onSubmit: () => Promise<Problem | null>;
}

/** All of a rule. */
export function PolicyForm({ draft, onChange, choices, readOnly, onSubmit }: PolicyFormProps) {
  const to = useTo();
  return (
    <Form onSubmit={onSubmit} aria-label="Rule">
      <fieldset disabled={readOnly} className="grid min-w-0 gap-6">
        <Field label="Name" name="input.name" required>
          <Input
            value={draft.name}
            maxLength={80}
            placeholder="What it is for, in a few words"
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        </Field>
        <EffectChoice value={draft.effect} onChange={(effect) => onChange({ ...draft, effect })} />
        {draft.effect === 'REQUIRE_APPROVAL' ? <HoldFields draft={draft} onChange={onChange} /> : null}
        <PolicyConditions draft={draft} onChange={onChange} choices={choices} />
        <Checkbox
          label="On"
          help="A rule that is off matches nothing"
          checked={draft.enabled}
          onChange={(enabled) => onChange({ ...draft, enabled })}
        />
      </fieldset>
      {readOnly ? null : (
        <div className="flex flex-wrap gap-2 border-t border-line-soft pt-4">
          <SubmitButton>Save rule</SubmitButton>
          <LinkButton to={to('/policies')}>Cancel</LinkButton>
        </div>
      )}
    </Form>
  );
}
