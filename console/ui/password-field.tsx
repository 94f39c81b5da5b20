import { useState, type ReactNode } from 'react';
import { Field } from './field';
import { Icon } from './icon';
import { Input } from './input';
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
  help?: ReactNode;
  /** May stay empty. */
  optional?: boolean;
  placeholder?: string;
  /** `foreign` is the secret of another system, which no password manager should offer or keep. */
  look?: 'sign-in' | 'foreign';
}

const freshHelp = 'At least 12 characters; a few random words are fine.';

/** A password that can be looked at. Managers are told whether it is new. */
export function PasswordField({
  label = 'Password',
  value,
  fresh = false,
  avoid = [],
  help = fresh ? freshHelp : undefined,
  ...rest
}: PasswordFieldProps) {
  const [visible, setVisible] = useState(false);
  return (
    <div className="grid gap-2">
      <Field
        label={label}
        name={rest.name}
        error={rest.error}
        required={!rest.optional}
        optional={rest.optional}
        help={help}
      >
        <PasswordInput {...rest} value={value} fresh={fresh} visible={visible} onVisible={setVisible} />
      </Field>
      {fresh && value !== '' ? <PasswordMeter password={value} avoid={avoid} /> : null}
    </div>
  );
}

type PasswordInputProps = Pick<PasswordFieldProps, 'value' | 'onChange' | 'placeholder' | 'look'> & {
  fresh: boolean;
  visible: boolean;
  onVisible: (visible: boolean) => void;
};

function PasswordInput(props: PasswordInputProps) {
  const { value, onChange, fresh, visible, onVisible, look = 'sign-in' } = props;
  const foreign = look === 'foreign';
  return (
    <div className="relative">
      <Input
        large={!foreign}
        type={visible ? 'text' : 'password'}
        autoComplete={fresh || foreign ? 'new-password' : 'current-password'}
        spellCheck={false}
        autoCapitalize="off"
        maxLength={foreign ? 4_096 : 256}
        placeholder={props.placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={foreign ? 'mono pr-11' : 'pr-11'}
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
