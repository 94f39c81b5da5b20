import type { RuntimeMcpServerInput } from '../../schema/generated/types.js';
import { fieldsOf, listOf, type Fields } from '../runtimes/fields.js';
import type { Holds } from './facts.js';
import { toldAddress, toldCommand, toldNames, toldText } from './told-text.js';

/** What holds names of variables or headers whose values stay here. */
const secrets = ['env', 'headers', 'http_headers', 'env_http_headers'] as const;

/** The MCP servers of a table from name to server, as all three runtimes write it. */
export function mcpServersOf(
  value: unknown,
  { scope, project }: Holds,
  isInForce: (name: string) => boolean = () => true,
): RuntimeMcpServerInput[] {
  return Object.entries(fieldsOf(value)).map(([name, described]) => {
    const server = fieldsOf(described);
    const isOff = server.enabled === false || server.disabled === true;
    return {
      name: toldText(name, 200) ?? 'unnamed',
      transport: transportOf(server),
      target: targetOf(server),
      withheld: [...new Set(secrets.flatMap((kind) => toldNames(server[kind])))].sort(),
      scope,
      project,
      inForce: !isOff && isInForce(name),
    };
  });
}

const addressOf = (server: Fields): unknown => server.url ?? server.serverUrl;

function transportOf(server: Fields): string {
  const told = toldText(server.type ?? server.transport, 40);
  return told ?? (addressOf(server) === undefined ? 'stdio' : 'http');
}

const targetOf = (server: Fields): string | null =>
  addressOf(server) === undefined
    ? toldCommand(server.command, listOf(server.args, 100))
    : toldAddress(addressOf(server));
