import { Icon } from '../../ui/icon';
import { powers, roleLooks, type Role } from './roles';

/** What a role may do and what it may not, point by point. */
export function RoleReach({ role }: { role: Role }) {
  return (
    <ul aria-label={`What ${roleLooks[role].one} may do`} className="grid gap-1.5">
      {powers.map(({ words, permission, roles }) => {
        const holds = roles.includes(role);
        return (
          <li key={permission} className="flex items-start gap-2">
            <span data-tone={holds ? 'green' : 'neutral'} className="mt-0.5 text-tone-ink">
              <Icon name={holds ? 'check' : 'minus'} size={14} label={holds ? 'May' : 'May not'} />
            </span>
            <span className={holds ? 'text-ink' : 'text-ink-2'}>{words}</span>
          </li>
        );
      })}
    </ul>
  );
}
