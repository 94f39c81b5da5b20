import type { TokensOfFragment } from '../../graphql/generated/documents';
import { Card } from '../../ui/card';
import { DefinitionList } from '../../ui/definition-list';

const count = (tokens: number) => <span className="figures">{tokens.toLocaleString('en')}</span>;
const some = (tokens: number) => (tokens > 0 ? count(tokens) : null);

/** Tokens by kind; kinds that did not occur are left out, but for reading and writing. */
export function SessionTokens({ usage }: { usage: TokensOfFragment }) {
  return (
    <Card title="Tokens" aside={<span className="figures">{usage.total.toLocaleString('en')}</span>}>
      <DefinitionList
        items={[
          { label: 'Read', help: 'Input that no cache held', value: count(usage.input) },
          { label: 'Read from cache', value: some(usage.cacheRead) },
          { label: 'Cached, short', help: 'Written to the cache for minutes', value: some(usage.cacheWrite) },
          { label: 'Cached, one hour', value: some(usage.cacheWriteLong) },
          { label: 'Written', value: count(usage.output) },
          { label: 'of that, reasoning', value: some(usage.reasoning) },
        ]}
      />
    </Card>
  );
}
