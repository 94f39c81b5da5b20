import { useDeferredValue, useState } from 'react';
import { Card } from '../../ui/card';
import { SearchField } from '../../ui/search-field';
import type { AgentDetail } from './agent-detail';
import { groupTools, type Tool } from './tool-groups';

/** What the agent may call, by group, with a search. Names and descriptions are the gateway's words. */
export function AgentTools({ tools }: { tools: AgentDetail['tools'] }) {
  const [text, setText] = useState('');
  const groups = groupTools(tools, useDeferredValue(text));
  return (
    <Card title="Tools" aside={<span className="figures">{tools.length.toLocaleString('en')}</span>} flush>
      {tools.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">
          The gateway names no tool that this agent may call. While it is disabled or stopped that is to be
          expected.
        </p>
      ) : (
        <>
          <div className="@container flex border-b border-line-soft px-4 py-2.5">
            <SearchField label="Search tools" value={text} onChange={setText} />
          </div>
          {groups.length === 0 ? <p className="px-4 py-6 text-ink-2">No tool matches “{text}”.</p> : null}
          {groups.map(({ name, tools: found }) => (
            <section
              key={name}
              aria-label={`Tools of the group ${name}`}
              className="border-b border-line-soft last:border-0"
            >
              <h3 className="flex items-baseline gap-2 px-4 pt-3 pb-1 text-meta font-medium text-ink-2">
                <bdi>{name}</bdi>
                <span className="figures font-normal text-ink-3">{found.length}</span>
              </h3>
              <ul
                className={
                  found.some(({ description }) => description)
                    ? 'pb-2'
                    : 'grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] pb-2'
                }
              >
                {found.map((tool) => (
                  <ToolLine key={tool.name} tool={tool} />
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </Card>
  );
}

function ToolLine({ tool: { name, description } }: { tool: Tool }) {
  return (
    <li className="grid gap-x-4 px-4 py-1 wide:grid-cols-[12rem_minmax(0,1fr)]">
      <bdi className="mono font-medium wrap-anywhere text-ink">{name}</bdi>
      {description ? (
        <bdi className="line-clamp-2 wrap-anywhere text-ink-2" title={description}>
          {description}
        </bdi>
      ) : null}
    </li>
  );
}
