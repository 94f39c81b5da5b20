import type { GatewayConnection } from './gateway-connection.js';
import { flag, number, record, records, text, type JsonRecord } from './loose-json.js';
import { advertisedCall } from './optional-call.js';

export interface GatewayTool {
  id: string;
  label: string | null;
  group: string | null;
  source: string | null;
  risk: string | null;
}

export interface GatewayAgent {
  externalId: string;
  name: string | null;
  workspace: string | null;
  /** `provider/model`. */
  model: string | null;
  isDefault: boolean;
  /** read-only, guarded, workspace or full; null before 2026.8. */
  permissionMode: string | null;
  /** Null when the gateway does not tell. */
  tools: GatewayTool[] | null;
  raw: JsonRecord;
}

export interface GatewayModel {
  provider: string | null;
  modelId: string;
  name: string | null;
  contextWindow: number | null;
  /** Null when the gateway does not tell. */
  available: boolean | null;
  raw: JsonRecord;
}

/** A gateway with more agents than this is read up to here. */
const MAX_AGENTS = 500;
const MAX_MODELS = 5000;

/** The agents with their tools, or null when the gateway does not tell. */
export async function listAgents(connection: GatewayConnection): Promise<GatewayAgent[] | null> {
  const answer = await advertisedCall(connection, 'agents.list');
  if (answer === null) return null;
  const { agents, defaultId } = record(answer);
  const rows = records(agents).slice(0, MAX_AGENTS);
  const found: GatewayAgent[] = [];
  for (const row of rows) {
    const externalId = text(row.id, 256);
    if (externalId === null || externalId === '') continue;
    found.push(
      agentOf(row, externalId, {
        isDefault: externalId === defaultId,
        tools: await toolsOf(connection, externalId),
      }),
    );
  }
  return found;
}

/** The models agents may use, or null when the gateway does not tell. */
export async function listModels(connection: GatewayConnection): Promise<GatewayModel[] | null> {
  const answer = await advertisedCall(connection, 'models.list');
  if (answer === null) return null;
  const rows = records(record(answer).models).slice(0, MAX_MODELS);
  return rows.flatMap((row) => {
    const modelId = text(row.id, 512);
    if (modelId === null) return [];
    return {
      provider: text(row.provider, 256),
      modelId,
      name: text(row.name, 512),
      contextWindow: number(row.contextWindow),
      available: typeof row.available === 'boolean' ? row.available : null,
      raw: row,
    };
  });
}

async function toolsOf(connection: GatewayConnection, agentId: string): Promise<GatewayTool[] | null> {
  const answer = await advertisedCall(connection, 'tools.catalog', { agentId });
  if (answer === null) return null;
  return records(record(answer).groups).flatMap((group) =>
    records(group.tools).flatMap((tool) => {
      const id = text(tool.id, 256);
      if (id === null) return [];
      const source = text(tool.pluginId, 256) ?? text(tool.source, 256);
      return {
        id,
        label: text(tool.label, 256),
        group: text(group.label, 256),
        source,
        risk: text(tool.risk, 50),
      };
    }),
  );
}

function agentOf(
  row: JsonRecord,
  externalId: string,
  more: Pick<GatewayAgent, 'isDefault' | 'tools'>,
): GatewayAgent {
  const { isDefault, tools } = more;
  return {
    externalId,
    name: text(row.name, 512) ?? text(record(row.identity).name, 512),
    workspace: text(row.workspace),
    model: text(record(row.model).primary, 512) ?? text(row.model, 512),
    isDefault: isDefault || flag(row.isDefault),
    permissionMode: text(row.defaultPermissionMode, 100),
    tools,
    raw: row,
  };
}
