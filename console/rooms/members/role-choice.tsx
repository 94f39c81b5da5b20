import { useOrganization } from '../../graphql/organization-context';
import { mayGive, roleLooks, roles, type Role } from './roles';

interface RoleChoiceProps {
  value: Role;
  onChange: (role: Role) => void;
}

/** One of the six roles, each with what it is for. Those above the viewer's own are shown, but locked. */
export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const { viewerRole } = useOrganization();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-ink">Role</legend>
      <div className="divide-y divide-line-soft overflow-hidden rounded-md border border-line bg-raised">
        {roles.map((role) => (
          <RoleOption
            key={role}
            role={role}
            chosen={role === value}
            locked={!mayGive(viewerRole, role)}
            onChoose={() => onChange(role)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface RoleOptionProps {
  role: Role;
  chosen: boolean;
  locked: boolean;
  onChoose: () => void;
}

function RoleOption({ role, chosen, locked, onChoose }: RoleOptionProps) {
  const { word, meaning } = roleLooks[role];
  return (
    <label
      data-tone="brand"
      className="flex items-start gap-2.5 px-3 py-2 -outline-offset-2 has-checked:bg-tone-bg has-focus-visible:outline-2 has-focus-visible:outline-(--brand-ink) has-enabled:cursor-pointer has-disabled:cursor-not-allowed touch:min-h-11"
    >
      <input
        type="radio"
        name="role"
        value={role}
        className="check mt-px rounded-full! outline-none"
        checked={chosen}
        disabled={locked}
        onChange={onChoose}
      />
      <span className="grid">
        <span className={`font-medium ${locked ? 'text-ink-2' : 'text-ink'}`}>{word}</span>
        <span className="text-meta text-ink-2">
          {locked ? 'Above your own role: only an owner can give it.' : meaning}
        </span>
      </span>
    </label>
  );
}
