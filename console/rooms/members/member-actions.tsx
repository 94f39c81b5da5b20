import { useNavigate } from 'react-router';
import { ResumeMemberDocument, type MemberLineFragment } from '../../graphql/generated/documents';
import { useCan, useLock, useOrganization, useTo } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/menu';
import { toast } from '../../ui/toast-store';
import type { MemberQuestion } from './member-dialogs';
import { mayGive, roleLooks } from './roles';

interface MemberActionsProps {
  member: MemberLineFragment;
  /** The viewer themselves. */
  you: boolean;
  ask: (question: MemberQuestion) => void;
}

/** Role, suspension, removal. What the viewer may not do says why. */
export function MemberActions({ member, you, ask }: MemberActionsProps) {
  const lock = useChangeLock(member);
  const mayRead = useCan()('audit:read');
  const navigate = useNavigate();
  const to = useTo();
  return (
    <Menu trigger={<IconButton icon="more" size="small" label={`Actions for ${member.user.name}`} />}>
      {lock ? <MenuLabel>{lock}</MenuLabel> : null}
      <MenuItem icon="users" disabled={lock !== null} onSelect={() => ask({ what: 'role', member })}>
        Change role
      </MenuItem>
      <Suspension member={member} you={you} lock={lock} ask={ask} />
      {mayRead ? (
        <MenuItem
          icon="scroll"
          onSelect={() => void navigate(`${to('/audit')}?text=${encodeURIComponent(member.user.name)}`)}
        >
          What they did
        </MenuItem>
      ) : null}
      <MenuLine />
      {you ? (
        <MenuItem icon="log-out" onSelect={() => void navigate(to('/settings'))}>
          Leave the organisation
        </MenuItem>
      ) : (
        <MenuItem
          icon="trash"
          tone={lock ? undefined : 'red'}
          disabled={lock !== null}
          onSelect={() => ask({ what: 'remove', member })}
        >
          Remove
        </MenuItem>
      )}
    </Menu>
  );
}

/** Out, or in again. */
function Suspension({ member, you, lock, ask }: MemberActionsProps & { lock: string | null }) {
  const resume = useResume(member);
  if (member.suspendedAt)
    return (
      <MenuItem icon="undo" disabled={lock !== null} onSelect={() => void resume()}>
        Let in again
      </MenuItem>
    );
  return (
    <MenuItem
      icon="ban"
      disabled={lock !== null || you}
      locked={you && !lock ? 'Nobody can suspend themselves.' : null}
      onSelect={() => ask({ what: 'suspend', member })}
    >
      Suspend
    </MenuItem>
  );
}

/** Why the viewer may not change this membership; null when they may. */
function useChangeLock({ role }: MemberLineFragment): string | null {
  const { viewerRole } = useOrganization();
  const lock = useLock()('members:manage');
  if (lock) return lock;
  return mayGive(viewerRole, role) ? null : `Only ${roleLooks.OWNER.one} can change ${roleLooks[role].one}.`;
}

function useResume({ id, user }: MemberLineFragment): () => Promise<void> {
  const { run } = useVerb(ResumeMemberDocument);
  return async () => {
    const { problem } = await run({ userId: id });
    if (problem) toast({ tone: 'red', title: `Not let in: ${problem.title}`, detail: problem.advice });
    else toast({ title: `${user.name} is let in again`, detail: 'With the role they had.' });
  };
}
