import type { CreateServiceTokenMutation } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Banner } from '../../ui/banner';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { curlCommand } from '../../ui/curl-command';
import { DefinitionList } from '../../ui/definition-list';
import { LinkButton } from '../../ui/link-button';
import { Time } from '../../ui/time';
import { exampleQuery } from './example-query';
import { scopeWords } from './scope-words';

interface TokenSecretProps {
  made: CreateServiceTokenMutation['createServiceToken'];
}

/** The new token, shown once, with a request to try it. */
export function TokenSecret({ made: { secret, serviceToken } }: TokenSecretProps) {
  const to = useTo();
  const { scopes, expiresAt } = serviceToken;
  return (
    <div className="grid max-w-2xl gap-4 px-(--gutter) pb-8">
      <Banner tone="amber" icon="eye" role="status" title="Copy the token now: it is shown only once">
        Keep it where the program keeps its secrets. Whoever has it can do what it may do.
      </Banner>
      <CopyBlock label="Service token" text={secret} />
      <Card title="Try it">
        <div className="grid gap-3">
          <p className="text-ink-2">
            The whole token stands in this command, and so in your shell’s history.
          </p>
          <CopyBlock
            label="Example request"
            text={curlCommand({ origin: location.origin, bearer: secret, query: exampleQuery(scopes) })}
          />
        </div>
      </Card>
      <Card title="What it may do">
        <DefinitionList
          items={[
            { label: 'Scopes', value: scopes.map((scope) => scopeWords(scope).word).join(', ') },
            { label: 'Works until', value: <Time at={expiresAt} shown="absolute" /> },
          ]}
        />
      </Card>
      <div>
        <LinkButton look="primary" to={to('/tokens')}>
          Done
        </LinkButton>
      </div>
    </div>
  );
}
