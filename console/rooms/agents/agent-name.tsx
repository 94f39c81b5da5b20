import type { AgentLineFragment } from '../../graphql/generated/documents';

/** Name and sign of an agent, as its gateway tells them. */
export function AgentName({ agent: { name, emoji } }: { agent: Pick<AgentLineFragment, 'name' | 'emoji'> }) {
  return (
    <bdi className="truncate">
      {emoji ? <span aria-hidden="true">{emoji} </span> : null}
      {name}
    </bdi>
  );
}
