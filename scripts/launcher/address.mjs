import net from 'node:net';
import { PlainError } from './terminal.mjs';

/**
 * Where the server shall listen.
 * @returns {{ host: string, port: number }}
 * @throws {PlainError} when CLAWBUTLER_PORT is no port
 */
export function readAddress(env = process.env) {
  const text = env.CLAWBUTLER_PORT || '4600';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new PlainError(`CLAWBUTLER_PORT must be a whole number from 0 to 65535, not "${text}".`);
  }
  return { host: env.CLAWBUTLER_HOST || '127.0.0.1', port };
}

const explanations = {
  EADDRINUSE: ({ host, port }) =>
    `Port ${port} on ${host} is in use by another program. Choose another one, for example: CLAWBUTLER_PORT=${port + 1} npm start`,
  EACCES: ({ port }) =>
    `Port ${port} needs more rights than this account has. Set CLAWBUTLER_PORT to a port from 1024 upwards.`,
  EADDRNOTAVAIL: ({ host }) =>
    `This machine has no address ${host}. Set CLAWBUTLER_HOST to one of its own addresses.`,
};

/**
 * Makes sure the address can be listened on, before half a minute is spent on installing and building.
 * @param {{ host: string, port: number }} address
 * @returns {Promise<void>}
 * @throws {PlainError} that names the setting to change
 */
export function assertFree(address) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error) =>
      reject(new PlainError(explanations[error.code]?.(address) ?? error.message)),
    );
    probe.listen(address.port, address.host, () => probe.close(() => resolve()));
  });
}
