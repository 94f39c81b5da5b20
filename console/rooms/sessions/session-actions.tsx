import { useState } from 'react';
import { useNavigate } from 'react-router';
import { EraseSessionDocument } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem, MenuLine } from '../../ui/menu';
import { toast } from '../../ui/toast-store';
import { headlineOf, type SessionDetail } from './session-detail';

/** The filter of the list that leaves what is read from the same place. */
const placeOf = ({ instance, connector }: SessionDetail): string =>
  instance ? `instance=${instance.id}` : `gateway=${connector?.id}`;

/** Its history, and erasing what was said in it. */
export function SessionActions({ session }: { session: SessionDetail }) {
  const [erasing, setErasing] = useState(false);
  const lock = useLock()('sessions:manage');
  const to = useTo();
  const navigate = useNavigate();
  return (
    <>
      <Menu trigger={<IconButton icon="more" label="More" look="secondary" />}>
        <MenuItem icon="chart" onSelect={() => void navigate(`${to('/sessions')}?${placeOf(session)}`)}>
          All sessions of this place
        </MenuItem>
        <MenuItem
          icon="scroll"
          onSelect={() => void navigate(`${to('/audit')}?text=${encodeURIComponent(session.externalId)}`)}
        >
          What is on record of it
        </MenuItem>
        {session.erasedAt ? null : (
          <>
            <MenuLine />
            <MenuItem icon="trash" tone="red" locked={lock} onSelect={() => setErasing(true)}>
              Erase its content…
            </MenuItem>
          </>
        )}
      </Menu>
      {erasing ? <EraseDialog session={session} close={() => setErasing(false)} /> : null}
    </>
  );
}

function EraseDialog({ session, close }: { session: SessionDetail; close: () => void }) {
  const { run } = useVerb(EraseSessionDocument);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || close()}
      title={`Erase the content of “${headlineOf(session)}”?`}
      action="Erase content"
      typeToConfirm="erase"
      onConfirm={async () => {
        const { problem } = await run({ id: session.id });
        if (problem) return problem;
        toast({ title: 'The content is erased', detail: 'What is read of it later comes without texts.' });
      }}
    >
      Its title and all its texts are erased here, for good, and what is read of it later comes without them.
      Counts, digests, costs and the audit log are kept. Sub-agents are sessions of their own and stay as they
      are, and so does the file on the machine.
    </ConfirmDialog>
  );
}
