import type { AuditWholeFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { LinkButton } from '../../ui/link-button';

/** From one event to all of its kind. */
export function MoreLikeThis({ event }: { event: AuditWholeFragment }) {
  const to = useTo();
  const { type, actor, agentId, requestId } = event;
  const links = [
    { key: 'types', value: type, words: 'Of this type' },
    { key: 'actor', value: actor.id, words: 'By the same actor' },
    { key: 'agent', value: agentId, words: 'About this agent' },
    { key: 'text', value: requestId, words: 'Of this request' },
  ];
  return (
    <nav aria-label="Only events like this" className="grid gap-2">
      <h2 className="font-semibold text-ink">Only events like this</h2>
      <div className="flex flex-wrap gap-2">
        {links.map(({ key, value, words }) =>
          value ? (
            <LinkButton
              key={key}
              size="small"
              icon="filter"
              to={to(`/audit?${key}=${encodeURIComponent(value)}`)}
            >
              {words}
            </LinkButton>
          ) : null,
        )}
      </div>
    </nav>
  );
}
