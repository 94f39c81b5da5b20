import { Icon } from '../ui/icon';
import { KeyHint } from '../ui/key-hint';
import { OverlayPlace } from '../ui/overlay-place';
import { AccountMenu } from './account-menu';
import { ConnectionState } from './connection-state';
import { OrganizationMenu } from './organization-menu';

interface TopBarProps {
  onPalette: () => void;
  onKeyboardMap: () => void;
}

/** Where we are, the way to everything else, whether the page is live, who we are. */
export function TopBar({ onPalette, onKeyboardMap }: TopBarProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-sunken px-2.5">
      <OverlayPlace>
        <div className="flex min-w-0 flex-1 basis-0">
          <OrganizationMenu />
        </div>
        <button
          type="button"
          onClick={onPalette}
          className="hit flex h-7.5 items-center gap-2 rounded-md border border-line bg-canvas px-2.5 text-ink-2 hover:border-line-strong hover:text-ink wide:w-80 narrow:border-transparent narrow:bg-transparent narrow:px-1.5"
        >
          <Icon name="search" size={14} />
          <span className="flex-1 text-left narrow:sr-only">Search or do…</span>
          <KeyHint keys="mod+k" className="text-ink-3 narrow:hidden" />
        </button>
        <div className="flex items-center justify-end gap-2.5 wide:flex-1 wide:basis-0">
          <ConnectionState />
          <AccountMenu onKeyboardMap={onKeyboardMap} />
        </div>
      </OverlayPlace>
    </header>
  );
}
