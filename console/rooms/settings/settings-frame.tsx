import type { ReactNode } from 'react';
import { useTo } from '../../graphql/organization-context';
import { PageHeader } from '../../ui/page-header';
import { Tabs } from '../../ui/tabs';

interface SettingsFrameProps {
  /** Which part this is; also in the window's title. */
  title: string;
  children: ReactNode;
}

/** Header, tabs and column of every settings page. */
export function SettingsFrame({ title, children }: SettingsFrameProps) {
  const to = useTo();
  return (
    <>
      <PageHeader title={title} breadcrumbs={[{ to: to('/settings'), label: 'Settings' }]}>
        <Tabs
          label="Settings"
          tabs={[
            { to: to('/settings'), label: 'Organisation', end: true },
            { to: to('/settings/account'), label: 'Account' },
            { to: to('/settings/appearance'), label: 'Appearance' },
            { to: to('/settings/api'), label: 'API' },
            { to: to('/settings/system'), label: 'System' },
          ]}
        />
      </PageHeader>
      <div className="grid max-w-3xl gap-4 px-(--gutter) pt-5 pb-8">{children}</div>
    </>
  );
}
