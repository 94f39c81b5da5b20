import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useCan, useTo } from '../graphql/organization-context';
import { OverlayPlace } from '../ui/overlay-place';
import { useHotkey } from '../ui/use-hotkey';
import { BottomTabs } from './bottom-tabs';
import { sectionsFor, type Place } from './navigation';
import { PendingApprovals } from './pending-approvals';
import { Rail } from './rail';
import { StopNotice } from './stop-notice';
import { StopOrders } from './stop-orders';
import { TopBar } from './top-bar';

const Palette = lazy(() => import('./palette'));
const KeyboardMap = lazy(() => import('./keyboard-map'));

type Opened = 'palette' | 'keys';

/** What surrounds every page of an organisation. */
export function Frame({ children }: { children: ReactNode }) {
  const [collapsed, setCollapsed] = useState(() => innerWidth < 1_180);
  const [open, setOpen] = useState<Opened | null>(null);
  const close = (isOpen: boolean) => isOpen || setOpen(null);
  useFrameKeys(setOpen, () => setCollapsed((is) => !is));
  return (
    <Everywhere>
      <div className="flex h-dvh flex-col">
        <a
          href="#content"
          className="button fixed top-2 left-2 z-90 -translate-y-20 focus:translate-y-0"
          data-look="primary"
          data-tone="brand"
        >
          Skip to content
        </a>
        <TopBar onPalette={() => setOpen('palette')} onKeyboardMap={() => setOpen('keys')} />
        <StopNotice />
        <div className="flex min-h-0 flex-1">
          <Rail collapsed={collapsed} onCollapse={() => setCollapsed(!collapsed)} />
          <main
            id="content"
            tabIndex={-1}
            className="relative min-h-0 min-w-0 flex-1 overflow-y-auto outline-none"
          >
            <OverlayPlace>{children}</OverlayPlace>
          </main>
        </div>
        <BottomTabs />
      </div>
      <PlaceKeys />
      <Suspense>
        {open === 'palette' ? <Palette onOpenChange={close} /> : null}
        {open === 'keys' ? <KeyboardMap onOpenChange={close} /> : null}
      </Suspense>
    </Everywhere>
  );
}

function useFrameKeys(open: (what: Opened) => void, collapse: () => void) {
  useHotkey({
    keys: 'mod+k',
    does: 'Search and commands',
    group: 'Everywhere',
    everywhere: true,
    run: () => open('palette'),
  });
  useHotkey({ keys: '?', does: 'Keyboard map', group: 'Everywhere', run: () => open('keys') });
  useHotkey({ keys: '[', does: 'Collapse or expand navigation', group: 'Everywhere', run: collapse });
}

/** What every page knows, live. */
const Everywhere = ({ children }: { children: ReactNode }) => (
  <PendingApprovals>
    <StopOrders>{children}</StopOrders>
  </PendingApprovals>
);

/** `g d`, `g a`, … */
function PlaceKeys() {
  const places = sectionsFor(useCan()).flatMap((section) => section.places);
  return places.map((place) => <PlaceKey key={place.path} place={place} />);
}

function PlaceKey({ place }: { place: Place }) {
  const navigate = useNavigate();
  const to = useTo();
  useHotkey({
    keys: place.keys,
    does: place.label,
    group: 'Go to',
    run: () => void navigate(to(place.path)),
  });
  return null;
}
