import { Card } from '../../ui/card';
import { DefinitionList } from '../../ui/definition-list';
import { Time } from '../../ui/time';
import { usdWords } from '../../ui/usd-words';
import type { ConnectorDetail } from './connector-detail';

const count = (tokens: number) => <span className="figures">{tokens.toLocaleString('en')}</span>;

/** Tokens and cost of all agents over the last 30 days, as the gateway counted them. */
export function GatewayUsage({ usage }: { usage: NonNullable<ConnectorDetail['usage']> | null }) {
  return (
    <Card title="Usage, last 30 days" aside={usage && !usage.fresh ? 'still counting' : undefined}>
      {usage ? (
        <DefinitionList
          items={[
            {
              label: 'Cost, estimated',
              value: <span className="figures font-semibold">{usdWords(usage.estimatedCostUsdMicros)}</span>,
            },
            { label: 'Tokens', value: count(usage.totalTokens) },
            { label: 'Read', value: count(usage.inputTokens) },
            { label: 'Written', value: count(usage.outputTokens) },
            { label: 'As of', value: <Time at={usage.asOf} /> },
          ]}
        />
      ) : (
        <p className="text-ink-2">The gateway has reported no usage yet.</p>
      )}
      {usage ? (
        <p className="mt-3 text-meta text-ink-2 text-pretty">
          Estimated by the gateway from its own price list; an invoice may differ.
        </p>
      ) : null}
    </Card>
  );
}
