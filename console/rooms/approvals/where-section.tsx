import { Link } from 'react-router';
import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { useCan, useTo } from '../../graphql/organization-context';
import { DefinitionList } from '../../ui/definition-list';
import { FirstLine } from '../../ui/first-line';
import { Section } from './section';

const mono = (text: string | null) =>
  text === null ? null : (
    <span className="mono wrap-anywhere">
      <bdi>{text}</bdi>
    </span>
  );

/** On which gateway, machine and folder. */
export function WhereSection({ approval }: { approval: ApprovalWholeFragment }) {
  const { connector, host, nodeId, cwd, resolvedPath, sessionKey, argv, tool, kind } = approval;
  const to = useTo();
  const seesConnectors = useCan()('connectors:read');
  return (
    <Section title="Where">
      <DefinitionList
        items={[
          {
            label: 'Gateway',
            value: seesConnectors ? (
              <Link to={to(`/connectors/${connector.id}`)} className="hit text-brand-ink hover:underline">
                <bdi>{connector.name}</bdi>
              </Link>
            ) : (
              <bdi>{connector.name}</bdi>
            ),
          },
          { label: 'Machine', value: host === 'gateway' ? 'The gateway’s own' : mono(nodeId ?? host) },
          { label: 'Folder', value: mono(cwd) },
          { label: 'Program', value: mono(resolvedPath) },
          { label: 'Tool', value: kind === 'exec' ? null : mono(tool) },
          { label: 'Arguments', value: argv ? <Arguments argv={argv} /> : null },
          { label: 'Session', value: mono(sessionKey) },
        ]}
      />
    </Section>
  );
}

/** Each argument for itself, so that spaces and quotes leave no doubt where one ends. */
function Arguments({ argv }: { argv: readonly string[] }) {
  return (
    <ol className="grid gap-0.5">
      {argv.map((argument, index) => (
        <li key={index} className="grid grid-cols-[2ch_1fr] gap-2">
          <span className="figures text-ink-3">{index}</span>
          <FirstLine text={argument} />
        </li>
      ))}
    </ol>
  );
}
