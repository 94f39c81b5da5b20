/** Stops what global-setup.mjs started. */
export default async function globalTeardown() {
  const servers = globalThis.clawbutlerTestServers ?? [];
  globalThis.clawbutlerTestServers = undefined;
  await Promise.all(servers.map((server) => server?.stop()));
}
