import { useEffect, useState } from 'react';
import { PaletteConnectorsDocument, PaletteSearchDocument } from '../graphql/generated/documents';
import { useCan } from '../graphql/organization-context';
import { useRead } from '../graphql/use-read';
import type { IconName } from '../ui/icon-paths';

interface FindGroup {
  heading: string;
  icon: IconName;
  rows: readonly { path: string; title: string; note: string }[];
}

/** The text after typing paused for 150 ms. */
function useSettledText(text: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), 150);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Agents, connectors and approvals that match, from two letters on. */
export function usePaletteFinds(typed: string): { groups: readonly FindGroup[]; busy: boolean } {
  const text = useSettledText(typed);
  const can = useCan();
  const wanted = text.length >= 2;
  const found = useRead(
    PaletteSearchDocument,
    { text, agents: can('agents:read'), approvals: can('approvals:read') },
    { when: wanted },
  );
  const connectors = useRead(PaletteConnectorsDocument, {}, { when: wanted && can('connectors:read') });
  if (!wanted) return { groups: [], busy: typed.trim().length >= 2 };

  const groups: FindGroup[] = [
    {
      heading: 'Agents',
      icon: 'agent',
      rows: (found.data?.agents?.edges ?? []).map(({ node }) => ({
        path: `/agents/${node.id}`,
        title: node.name,
        note: node.externalId,
      })),
    },
    {
      heading: 'Connectors',
      icon: 'connector',
      rows: (connectors.data?.connectors.edges ?? []).map(({ node }) => ({
        path: `/connectors/${node.id}`,
        title: node.name,
        note: node.url,
      })),
    },
    {
      heading: 'Approvals',
      icon: 'inbox',
      rows: (found.data?.approvals?.edges ?? []).map(({ node }) => ({
        path: `/approvals/${node.id}`,
        title: node.action.slice(0, 200),
        note: node.state.toLowerCase(),
      })),
    },
  ];
  return { groups: groups.filter(({ rows }) => rows.length > 0), busy: found.loading };
}
