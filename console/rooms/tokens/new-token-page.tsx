import { useState } from 'react';
import type { CreateServiceTokenMutation } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { LockedPage } from '../../ui/locked-page';
import { PageHeader } from '../../ui/page-header';
import { TokenForm } from './token-form';
import { TokenSecret } from './token-secret';

/** Making a service token: name, scopes, lifetime; then its secret, once. */
export function NewTokenPage() {
  const to = useTo();
  const lock = useLock()('tokens:manage');
  // Only in memory: whoever leaves this page cannot see the secret again.
  const [made, setMade] = useState<CreateServiceTokenMutation['createServiceToken'] | null>(null);
  return (
    <>
      <PageHeader
        title={made ? made.serviceToken.name : 'New service token'}
        breadcrumbs={[{ to: to('/tokens'), label: 'Tokens' }]}
        description={made ? undefined : 'Give it no more than its program needs.'}
      />
      {lock ? (
        <LockedPage reason={lock} />
      ) : made ? (
        <TokenSecret made={made} />
      ) : (
        <TokenForm onMade={setMade} />
      )}
    </>
  );
}
