import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import path from 'node:path';
import { WebSocket, type ClientOptions } from 'ws';

/** An address of the private range that is nobody's loopback: whoever connects from it counts as remote. */
const ADDRESS = '10.77.0.2';

/**
 * Runs in the namespace beside the gateway: takes connections on a UNIX socket and makes them anew over TCP from the
 * private address. Ends with its parent, which becomes the gateway.
 */
const RELAY = `
const net = require('node:net');
const [socket, host, port] = process.argv.slice(1);
const parent = process.ppid;
net.createServer((from) => {
  const to = net.connect({ host, port: Number(port), localAddress: host });
  from.pipe(to).pipe(from);
  from.on('error', () => to.destroy());
  to.on('error', () => from.destroy());
}).listen(socket);
setInterval(() => process.ppid === parent || process.exit(), 200);
`;

const SCRIPT = `
ip link set lo up && ip addr add ${ADDRESS}/32 dev lo || exit 70
node="$1"; relay="$2"; socket="$3"; port="$4"; uid="$5"; shift 5
"$node" -e "$relay" "$socket" ${ADDRESS} "$port" &
exec setpriv --reuid "$uid" --regid "$uid" --clear-groups "$node" "$@"
`;

/**
 * A network namespace for one gateway: nothing of it is reachable from outside this machine, or even from this
 * machine, except through the relay. Inside, the gateway sees a client on another address than loopback.
 */
export class PrivateNetwork {
  readonly address = ADDRESS;
  readonly socket: string;

  constructor(dir: string) {
    this.socket = path.join(dir, 'relay.sock');
  }

  /** Namespaces need Linux, root and the usual tools. */
  static possible(): boolean {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
    return spawnSync('unshare', ['--net', 'sh', '-c', 'command -v ip && command -v setpriv']).status === 0;
  }

  /** The command that runs `args` with `node` inside, as user `uid`. */
  command(node: string, args: string[], as: { port: number; uid: number }): [string, string[]] {
    const words = [node, RELAY, this.socket, String(as.port), String(as.uid), ...args];
    return ['unshare', ['--net', 'sh', '-c', SCRIPT, 'sh', ...words]];
  }

  /** The arguments of nsenter that run a command beside the gateway of this process id. */
  inside(pid: number, command: string[], uid: number): string[] {
    const user = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups'];
    return ['--net', '--target', String(pid), 'setpriv', ...user, ...command];
  }

  /** Makes the sockets of a GatewayConnection go through the relay. */
  connectSocket(url: string, options: ClientOptions): WebSocket {
    return new WebSocket(url, { ...options, createConnection: () => connect(this.socket) });
  }
}
