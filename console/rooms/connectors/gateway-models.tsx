import { Card } from '../../ui/card';
import type { ConnectorDetail } from './connector-detail';

/** Models the gateway's agents may use. */
export function GatewayModels({ models }: { models: ConnectorDetail['models'] }) {
  return (
    <Card title="Models" aside={models.length > 0 ? models.length : undefined} flush>
      {models.length > 0 ? (
        <ul aria-label="Models">
          {models.map(({ id, name, provider, contextWindow }) => (
            <li
              key={`${provider ?? ''}/${id}`}
              className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b border-line-soft px-4 py-2 last:border-0"
            >
              <bdi className="font-medium wrap-anywhere">{name}</bdi>
              <bdi className="mono flex-1 text-ink-2 wrap-anywhere">
                {provider ? `${provider}/` : ''}
                {id}
              </bdi>
              {contextWindow ? (
                <span className="figures text-meta text-ink-2">
                  {contextWindow.toLocaleString('en')} tokens of context
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <p className="px-4 py-6 text-ink-2">No models are known yet.</p>
      )}
    </Card>
  );
}
