import type { ReactNode } from 'react';
import type { SettingsInForceFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { SeenText } from '../../ui/seen-text';
import type { Tone } from '../../ui/tone';
import { SettingsList } from './settings-list';
import { placeWords } from './settings-words';

const effectLooks: Record<SettingsInForceFragment['rules'][number]['effect'], { word: string; tone: Tone }> =
  {
    ALLOW: { word: 'Allow', tone: 'green' },
    ASK: { word: 'Ask', tone: 'amber' },
    DENY: { word: 'Deny', tone: 'red' },
  };

/** What the settings say, by kind. Kinds with nothing in them say so: an empty list of hooks is a fact too. */
export function SettingsFacts({ inspection }: { inspection: SettingsInForceFragment }) {
  const { model, environment, permissionModes, rules, hooks, mcpServers } = inspection;
  return (
    <>
      <SettingsList
        title="Permission modes"
        empty="None is set: the runtime's default holds."
        items={permissionModes}
      >
        {(mode) => (
          <Fact place={placeWords(mode)}>
            <Mono text={mode.name} /> <Mono text={mode.value} strong />
          </Fact>
        )}
      </SettingsList>
      <SettingsList title="Rules" empty="There are none." items={rules}>
        {(rule) => (
          <Fact place={placeWords(rule)} aside={!rule.inForce}>
            <Badge tone={effectLooks[rule.effect].tone}>{effectLooks[rule.effect].word}</Badge>{' '}
            <Mono text={rule.pattern} />
          </Fact>
        )}
      </SettingsList>
      <SettingsList title="Hooks" empty="No program is called." items={hooks}>
        {(hook) => (
          <Fact place={placeWords(hook)} aside={!hook.inForce}>
            <Mono text={hook.matcher ? `${hook.event} ${hook.matcher}` : hook.event} strong />{' '}
            {hook.target ? <Mono text={hook.target} /> : <SeenText text={hook.type} />}
          </Fact>
        )}
      </SettingsList>
      <SettingsList title="MCP servers" empty="There are none." items={mcpServers}>
        {(server) => (
          <Fact place={placeWords(server)} aside={!server.inForce}>
            <Mono text={server.name} strong /> <SeenText text={server.transport} />{' '}
            {server.target ? <Mono text={server.target} /> : null}
            {server.withheld.length > 0 ? <Withheld names={server.withheld} /> : null}
          </Fact>
        )}
      </SettingsList>
      <Others model={model} environment={environment} />
    </>
  );
}

function Others({ model, environment }: Pick<SettingsInForceFragment, 'model' | 'environment'>) {
  return (
    <>
      {model ? (
        <p>
          Model <Mono text={model} strong />
        </p>
      ) : null}
      {environment.length > 0 ? (
        <p>
          Sets environment variables <Withheld names={environment} />
        </p>
      ) : null}
    </>
  );
}

interface FactProps {
  place: string;
  /** Written down and without effect. */
  aside?: boolean;
  children: ReactNode;
}

function Fact({ place, aside, children }: FactProps) {
  return (
    <span className="wrap-anywhere">
      {children}{' '}
      <span className="text-ink-2">
        · <SeenText text={place} />
      </span>{' '}
      {aside ? <Badge icon="ban">Set aside</Badge> : null}
    </span>
  );
}

const Mono = ({ text, strong }: { text: string; strong?: boolean }) => (
  <span className={strong ? 'mono font-medium text-ink' : 'mono'}>
    <SeenText text={text} />
  </span>
);

const Withheld = ({ names }: { names: readonly string[] }) => (
  <span className="text-ink-2" title="Their values stay on the machine">
    <Mono text={names.join(', ')} /> (values withheld)
  </span>
);
