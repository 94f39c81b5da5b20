import { problem } from '../../graphql/problem';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { iconPaths, type IconName } from '../../ui/icon-paths';
import { Icon } from '../../ui/icon';
import { SkeletonRows } from '../../ui/skeleton';

const failed = {
  ...problem('The log could not be read', 'Try again; if it stays, give your operator the request id.'),
  requestId: 'req_7f3a91',
};

export function KitStates() {
  return (
    <>
      <div className="grid gap-6 lg:grid-cols-2">
        <Card title="Empty" flush>
          <EmptyState icon="inbox" title="No approvals waiting" actions={<Button>Look at history</Button>}>
            When an agent asks for something risky, it appears here at once.
          </EmptyState>
        </Card>
        <Card title="Failed" flush>
          <ErrorState problem={failed} meaning="Decisions keep being recorded." onRetry={() => undefined} />
        </Card>
      </div>
      <Card title="Loading" flush>
        <SkeletonRows rows={4} />
      </Card>
      <Card title="Banners">
        <div className="grid gap-3">
          <Banner
            tone="amber"
            title="Gateway waits for pairing"
            actions={<Button size="small">Show command</Button>}
          >
            Its owner must approve this control plane’s device.
          </Banner>
          <Banner tone="red" title="Link down since 14:02">
            Governed actions are denied there until it is back.
          </Banner>
          <Banner tone="blue" title="Read-only">
            The gateway speaks a newer protocol than was proved.
          </Banner>
          <Banner tone="green" title="Everything checked out" />
        </div>
      </Card>
      <Card title="Icons">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(110px,1fr))] gap-3">
          {(Object.keys(iconPaths) as IconName[]).map((name) => (
            <li key={name} className="flex items-center gap-2 text-meta text-ink-2">
              <Icon name={name} className="text-ink" />
              {name}
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
