import { useLock, useTo } from '../../graphql/organization-context';
import { LockedPage } from '../../ui/locked-page';
import { PageHeader } from '../../ui/page-header';
import { CodeForm } from './code-form';
import { EnrolmentCard } from './enrolment-card';
import { Card } from '../../ui/card';

/** Letting a machine in: by a command that works once, or by the code which the machine shows. */
export function PairHostPage() {
  const to = useTo();
  const locked = useLock()('hosts:pair');
  return (
    <>
      <PageHeader
        title="Pair a machine"
        breadcrumbs={[{ to: to('/hosts'), label: 'Runtime hosts' }]}
        description="The machine makes its own key, which never leaves it. Pairing alone reads nothing: what is read you choose afterwards."
      />
      {locked ? (
        <LockedPage reason={locked} />
      ) : (
        <div className="grid items-start gap-4 px-(--gutter) pb-8 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <EnrolmentCard />
          <Card title="The machine shows a code already">
            <CodeForm />
          </Card>
        </div>
      )}
    </>
  );
}
