import { IconButton } from '../../ui/icon-button';
import { LinkButton } from '../../ui/link-button';
import { useAuditPlace } from './use-audit-place';

/** What the panel is for, and the way back. */
export function IntegrityHeader() {
  const { listPath, close } = useAuditPlace();
  return (
    <header className="px-4 pt-4 pb-4 wide:px-6 wide:pt-5">
      <LinkButton
        to={listPath}
        look="ghost"
        size="small"
        icon="arrow-left"
        className="mb-1 -ml-2 wide:hidden"
      >
        The log
      </LinkButton>
      <div className="flex items-start justify-between gap-3">
        <h1 className="text-h1 font-semibold text-ink">Integrity</h1>
        <IconButton
          icon="x"
          label="Close"
          keys="escape"
          size="small"
          className="narrow:hidden"
          onClick={close}
        />
      </div>
      <p className="mt-1 max-w-160 text-ink-2 text-pretty">
        Each event is tied to all events before it, and the server signs how many there are. Whoever keeps a
        signed checkpoint elsewhere can show any later change, also one made by the people who run this
        server.
      </p>
    </header>
  );
}
