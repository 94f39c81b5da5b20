import { OrganizationSettingsDocument } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { Card } from '../../ui/card';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { ErrorState } from '../../ui/error-state';
import { SkeletonPage } from '../../ui/skeleton';
import { Time } from '../../ui/time';
import { roleLooks } from '../members/roles';
import { LeaveOrganization } from './leave-organization';
import { RenameOrganization } from './rename-organization';
import { SettingsFrame } from './settings-frame';
import { YourOrganizations } from './your-organizations';

/** The organisation of the URL, and the others one belongs to. */
export function OrganizationPage() {
  const { data, problem, refresh } = useRead(OrganizationSettingsDocument, {});
  if (!data)
    return (
      <SettingsFrame title="Organisation">
        {problem ? (
          <ErrorState problem={problem} onRetry={refresh} />
        ) : (
          <SkeletonPage label="Loading the organisation" />
        )}
      </SettingsFrame>
    );
  const { id, name, slug, createdAt, viewerRole } = data.organization;
  return (
    <SettingsFrame title="Organisation">
      <RenameOrganization key={name} name={name} />
      <Card title="Facts">
        <DefinitionList
          items={[
            { label: 'Short name', value: <CopyId id={slug} of="short name" /> },
            { label: 'Id', value: <CopyId id={id} of="id of the organisation" /> },
            { label: 'Founded', value: <Time at={createdAt} shown="absolute" /> },
            {
              label: 'Your role',
              value: viewerRole ? (
                <>
                  {roleLooks[viewerRole].word}
                  <span className="block text-meta text-ink-2">{roleLooks[viewerRole].meaning}</span>
                </>
              ) : null,
            },
          ]}
        />
      </Card>
      <YourOrganizations />
      <LeaveOrganization name={name} />
    </SettingsFrame>
  );
}
