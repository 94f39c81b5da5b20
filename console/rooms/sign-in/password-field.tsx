import { useState } from 'react';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Input } from '../../ui/input';
import { PasswordMeter } from './password-meter';

interface PasswordFieldProps {
  label?: string;
  /** Input path of the mutation. */
  name: string;
  value: string;
  onChange: (value: string) => void;
  /** A new password: shows how good it is. */
  fresh?: boolean;
  /** Words a good password does not contain: name, e-mail. */
  avoid?: readonly string[];
  error?: string | null;
}

/** A password that can be looked at. Managers are told whether it is new. */
export function PasswordField({
  label = 'Password',
  name,
  value,
  onChange,
  fresh = false,
  avoid = [],
  error,
}: PasswordFieldProps) {
  const [visible, setVisible] = useState(false);
  return (
    <div className="grid gap-2">
      <Field
        label={label}
        name={name}
        error={error}
        required
        help={fresh ? 'At least 12 characters; a few random words are fine.' : undefined}
      >
        <PasswordInput
          value={value}
          onChange={onChange}
          fresh={fresh}
          visible={visible}
          onVisible={setVisible}
        />
      </Field>
      {fresh && value !== '' ? <PasswordMeter password={value} avoid={avoid} /> : null}
    </div>
  );
}

interface PasswordInputProps {
  value: string;
  onChange: (value: string) => void;
  fresh: boolean;
  visible: boolean;
  onVisible: (visible: boolean) => void;
}

function PasswordInput({ value, onChange, fresh, visible, onVisible }: PasswordInputProps) {
  return (
    <div className="relative">
      <Input
        large
        type={visible ? 'text' : 'password'}
        autoComplete={fresh ? 'new-password' : 'current-password'}
        spellCheck={false}
        autoCapitalize="off"
        maxLength={256}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="pr-11"
      />
      <button
        type="button"
        aria-label={visible ? 'Hide password' : 'Show password'}
        aria-pressed={visible}
        onClick={() => onVisible(!visible)}
        className="hit absolute top-1/2 right-1.5 grid size-8 -translate-y-1/2 place-items-center rounded-sm text-icon hover:text-ink"
      >
        <Icon name={visible ? 'eye-off' : 'eye'} />
      </button>
    </div>
  );
}
