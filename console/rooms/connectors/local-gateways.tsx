import { useState } from 'react';
import { Link } from 'react-router';
import { LocalGatewaysDocument, type LocalGatewaysQuery } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { ProblemBanner } from '../../ui/problem-banner';
import { StatusDot } from '../../ui/status-dot';

/** Looks for gateways on the server's own machine when asked, and leads each find into the form. */
export function LocalGateways({ locked }: { locked?: string | null }) {
  const [asked, setAsked] = useState(false);
  const { data, loading, problem, refresh } = useRead(LocalGatewaysDocument, {}, { when: asked });
  const look = () => (asked ? refresh() : setAsked(true));
  return (
    <>
      <Button icon="search" onClick={look} busy={loading} locked={locked}>
        Find a gateway on this machine
      </Button>
      <div role="status" className="w-full empty:hidden">
        {problem ? <ProblemBanner problem={problem} /> : null}
        {data ? <Found gateways={data.discoverGateways} /> : null}
      </div>
    </>
  );
}

function Found({ gateways }: { gateways: LocalGatewaysQuery['discoverGateways'] }) {
  const to = useTo();
  if (gateways.length === 0) {
    return (
      <p className="pt-2 text-ink-2">
        None found on the machine of this server. If yours runs elsewhere, add it by its address.
      </p>
    );
  }
  return (
    <ul aria-label="Gateways on this machine" className="mt-2 rounded-md border border-line">
      {gateways.map(({ url, source, live }) => (
        <li key={url} className="border-b border-line-soft last:border-0">
          <Link
            to={`${to('/connectors/new')}?url=${encodeURIComponent(url)}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2.5 hover:bg-hover"
          >
            <span className="grid min-w-0 flex-1 basis-52">
              <span className="mono truncate text-ink">{url}</span>
              <span className="text-meta text-ink-2 wrap-anywhere">{source}</span>
            </span>
            <StatusDot tone={live ? 'green' : 'neutral'}>{live ? 'Answers' : 'Does not answer'}</StatusDot>
            <span className="flex items-center gap-1 font-medium text-brand-ink">
              Use it <Icon name="arrow-right" size={14} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
