import { OverlayPlace } from '../../ui/overlay-place';
import { PageHeader } from '../../ui/page-header';
import { Tabs } from '../../ui/tabs';
import { KitControls } from './kit-controls';
import { KitLists } from './kit-lists';
import { KitOverlays } from './kit-overlays';
import { KitReadouts } from './kit-readouts';
import { KitStates } from './kit-states';

/** Every part of the kit in use; the sources of this folder are the examples to copy from. */
export function UiKitPage() {
  return (
    <main className="mx-auto max-w-280 pb-16">
      <OverlayPlace>
        <PageHeader
          title="Console kit"
          breadcrumbs={[{ to: '/', label: 'Console' }]}
          description="What pages are made of. Look into routes/ui-kit for the code of each example."
        >
          <Tabs
            label="Kit"
            tabs={[
              { to: '/ui-kit', label: 'Parts', end: true },
              { to: '/ui-kit/none', label: 'Another tab', count: 3 },
            ]}
          />
        </PageHeader>
        <div className="grid gap-6 p-6">
          <KitControls />
          <KitReadouts />
          <KitLists />
          <KitOverlays />
          <KitStates />
        </div>
      </OverlayPlace>
    </main>
  );
}
