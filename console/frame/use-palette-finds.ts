import { useEffect, useState } from 'react';
import {
  PaletteConnectorsDocument,
  PaletteSearchDocument,
  type PaletteConnectorsQuery,
  type PaletteSearchQuery,
} from '../graphql/generated/documents';
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

/** Agents, connectors, approvals and sessions that match, from two letters on. */
export function usePaletteFinds(typed: string): { groups: readonly FindGroup[]; busy: boolean } {
  const text = useSettledText(typed);
  const can = useCan();
  const wanted = text.length >= 2;
  const found = useRead(
    PaletteSearchDocument,
    {
      text: text.slice(0, 200),
      agents: can('agents:read'),
      approvals: can('approvals:read'),
      sessions: can('sessions:read'),
    },
    { when: wanted },
  );
  const connectors = useRead(PaletteConnectorsDocument, {}, { when: wanted && can('connectors:read') });
  if (!wanted) return { groups: [], busy: typed.trim().length >= 2 };

  const groups = [...foundGroups(found.data), ...connectorGroups(connectors.data)];
  return { groups: groups.filter(({ rows }) => rows.length > 0), busy: found.loading };
}

function foundGroups(data: PaletteSearchQuery | undefined): FindGroup[] {
  const agents = data?.agents?.edges ?? [];
  const approvals = data?.approvals?.edges ?? [];
  const sessions = data?.sessions?.edges ?? [];
  return [
    {
      heading: 'Agents',
      icon: 'agent',
      rows: agents.map(({ node }) => ({
        path: `/agents/${node.id}`,
        title: node.name,
        note: node.externalId,
      })),
    },
    {
      heading: 'Approvals',
      icon: 'inbox',
      rows: approvals.map(({ node }) => ({
        path: `/approvals/${node.id}`,
        title: node.action.slice(0, 200),
        note: node.state.toLowerCase(),
      })),
    },
    {
      heading: 'Sessions',
      icon: 'message',
      rows: sessions.map(({ node }) => ({
        path: `/sessions/${node.id}`,
        title: (node.title ?? node.externalId).slice(0, 200),
        note: node.instance?.label ?? node.connector?.name ?? '',
      })),
    },
  ];
}

function connectorGroups(data: PaletteConnectorsQuery | undefined): FindGroup[] {
  const rows = (data?.connectors.edges ?? []).map(({ node }) => ({
    path: `/connectors/${node.id}`,
    title: node.name,
    note: node.url,
  }));
  return [{ heading: 'Connectors', icon: 'connector', rows }];
}
