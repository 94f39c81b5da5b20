import { useAccount } from '../../graphql/account-context';
import { DependenciesDocument, type DependenciesQuery } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { Banner } from '../../ui/banner';
import { Card } from '../../ui/card';
import { DefinitionList } from '../../ui/definition-list';
import { ErrorState } from '../../ui/error-state';
import { SkeletonRows } from '../../ui/skeleton';
import { StatusDot } from '../../ui/status-dot';
import { useEvery } from '../../ui/use-every';
import { dependencyLooks, dependencyWords, healthWords } from './dependency-words';
import { SettingsFrame } from './settings-frame';

const lookAgainMs = 10_000;

/** What this server is and how everything it depends on fares. */
export function SystemPage() {
  const { instance } = useAccount();
  const { data, problem, refresh } = useRead(DependenciesDocument, {});
  useEvery(lookAgainMs, refresh);
  return (
    <SettingsFrame title="System">
      {problem ? (
        <ErrorState problem={problem} meaning="How the server fares is not known now." onRetry={refresh} />
      ) : (
        <Health dependencies={data?.dependencies} />
      )}
      <Card title="Installation">
        <DefinitionList
          items={[
            { label: 'Version', value: <span className="mono">{instance.version}</span> },
            {
              label: 'Mode',
              value:
                instance.mode === 'CLOUD'
                  ? 'Cloud: anybody can sign up with a confirmed address'
                  : 'Self-hosted: people join by invite only',
            },
            { label: 'Address', value: <span className="mono">{location.origin}</span> },
          ]}
        />
      </Card>
    </SettingsFrame>
  );
}

function Health({ dependencies }: { dependencies: DependenciesQuery['dependencies'] | undefined }) {
  if (!dependencies)
    return (
      <Card title="Health" flush>
        <SkeletonRows rows={5} label="Loading the health of the server" />
      </Card>
    );
  const { tone, title } = healthWords(dependencies);
  return (
    <>
      <Banner tone={tone} title={title} />
      <Card title="Health" aside="Looked at every 10 s" flush>
        <ul>
          {dependencies.map((dependency) => (
            <Line key={dependency.name} dependency={dependency} />
          ))}
        </ul>
      </Card>
    </>
  );
}

function Line({
  dependency: { name, state, detail },
}: {
  dependency: DependenciesQuery['dependencies'][number];
}) {
  const { word, without } = dependencyWords(name);
  const { word: stateWord, tone } = dependencyLooks[state];
  return (
    <li className="flex items-start justify-between gap-4 border-b border-line-soft px-4 py-2.5 last:border-0">
      <div className="grid min-w-0 gap-0.5">
        <span className="font-medium text-ink">{word}</span>
        <span className="text-ink-2 wrap-anywhere">{detail}</span>
        {state === 'DOWN' && without ? <span className="text-ink">{without}</span> : null}
      </div>
      <span className="shrink-0">
        <StatusDot tone={tone}>{stateWord}</StatusDot>
      </span>
    </li>
  );
}
