import { useOrganization } from '../../graphql/organization-context';
import { PageHeader } from '../../ui/page-header';
import { FirstSteps } from './first-steps';

/** The organisation at a glance. */
export function DashboardPage() {
  const { name } = useOrganization();
  return (
    <>
      <PageHeader title="Dashboard" description={`${name} at a glance`} />
      <div className="px-4 pb-8 wide:px-6">
        <FirstSteps />
      </div>
    </>
  );
}
