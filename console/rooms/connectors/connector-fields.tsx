import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { PasswordField } from '../../ui/password-field';
import { Segmented } from '../../ui/segmented';
import { needsSecret, type ConnectorDraft, type KnownConnector } from './connector-draft';

const ways = [
  { value: 'TOKEN', label: 'Operator token' },
  { value: 'PASSWORD', label: 'Password' },
] as const;

interface ConnectorFieldsProps {
  draft: ConnectorDraft;
  known: KnownConnector | null;
  onChange: (draft: ConnectorDraft) => void;
}

/** Name, address, sign-in. */
export function ConnectorFields({ draft, known, onChange }: ConnectorFieldsProps) {
  return (
    <>
      <Field label="Name" name="input.name" required help="As it appears in lists and in the log.">
        <Input
          autoFocus
          maxLength={80}
          placeholder="prod-eu"
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <Field
        label="Address"
        name="input.url"
        required
        help="WebSocket address; without a scheme it means ws://. Private and loopback addresses are fine on your own server."
      >
        <Input
          inputMode="url"
          spellCheck={false}
          autoCapitalize="off"
          maxLength={2_000}
          placeholder="ws://127.0.0.1:18789"
          className="mono"
          value={draft.url}
          onChange={(event) => onChange({ ...draft, url: event.target.value })}
        />
      </Field>
      <SecretFields draft={draft} known={known} onChange={onChange} />
    </>
  );
}

function SecretFields({ draft, known, onChange }: ConnectorFieldsProps) {
  const token = draft.auth === 'TOKEN';
  const keep = !needsSecret(draft, known);
  return (
    <div className="grid gap-3">
      <div className="grid justify-items-start gap-1.5">
        <span className="font-medium">Sign-in</span>
        <Segmented
          label="Sign-in"
          value={draft.auth}
          onChange={(auth) => onChange({ ...draft, auth })}
          options={ways}
        />
      </div>
      <PasswordField
        look="foreign"
        label={token ? 'Operator token' : 'Password'}
        name="input.secret"
        value={draft.secret}
        optional={keep}
        placeholder={keep ? 'Keep the stored one' : undefined}
        onChange={(secret) => onChange({ ...draft, secret })}
        help={
          token
            ? 'The value of gateway.auth.token in the gateway’s configuration. Stored encrypted, never shown again.'
            : 'The value of gateway.auth.password in the gateway’s configuration. Stored encrypted, never shown again.'
        }
      />
    </div>
  );
}
