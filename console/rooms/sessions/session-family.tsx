import { Link } from 'react-router';
import type { SessionTwigFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { SeenText } from '../../ui/seen-text';
import { costWords, tokenWords } from './cost-words';
import type { SessionDetail } from './session-detail';
import { nameOf, relationWords } from './session-looks';
import { SessionStatus } from './session-status';

/** A session and what came of it, as deep as was asked for. */
type Twig = SessionTwigFragment & { children?: readonly Twig[] };

/** Where it comes from, and its sub-agents, forks and continuations as a tree. */
export function SessionFamily({ session }: { session: SessionDetail }) {
  const { parent, relation, children } = session;
  if (!parent && children.length === 0) return null;
  return (
    <Card title="Belongs together" aside={children.length > 0 ? children.length : undefined} flush>
      {parent ? (
        <div className="border-b border-line-soft last:border-0">
          <p className="px-4 pt-2 text-meta text-ink-2">{relationWords[relation]} of</p>
          <TwigLink twig={parent} depth={0} />
        </div>
      ) : null}
      {children.length > 0 ? <Branch twigs={children} depth={0} /> : null}
    </Card>
  );
}

function Branch({ twigs, depth }: { twigs: readonly Twig[]; depth: number }) {
  return (
    <ul>
      {twigs.map((twig) => (
        <li key={twig.id}>
          <TwigLink twig={twig} depth={depth} />
          {twig.children && twig.children.length > 0 ? (
            <Branch twigs={twig.children} depth={depth + 1} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const indents = ['pl-4', 'pl-8', 'pl-12', 'pl-16'];

function TwigLink({ twig, depth }: { twig: Twig; depth: number }) {
  const to = useTo();
  const { id, relation, status, usage, cost } = twig;
  const { figure, label } = costWords(cost);
  return (
    <Link
      to={to(`/sessions/${id}`)}
      className={`grid gap-0.5 py-2 pr-4 -outline-offset-2 hover:bg-hover ${indents[Math.min(depth, 3)]}`}
    >
      <span className="flex min-w-0 items-center gap-2">
        <Icon name="branch" size={14} className="text-icon" />
        <span className="min-w-0 flex-1 truncate font-medium">
          <SeenText text={nameOf(twig)} />
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-3 pl-5.5 text-meta text-ink-2">
        {relationWords[relation]}
        <SessionStatus status={status} />
        <span className="figures">{tokenWords(usage.total)} tokens</span>
        {figure === '—' ? (
          <span>{label}</span>
        ) : (
          <span className="figures">
            {figure} <span className="font-normal">{label}</span>
          </span>
        )}
      </span>
    </Link>
  );
}
