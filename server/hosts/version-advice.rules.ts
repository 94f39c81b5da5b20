const semantic = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:[-+][0-9A-Za-z.+-]{1,60})?$/;

/**
 * Whether an agent and this server fit, in words: null when they do. Same major and minor version fit; before 1.0 a minor
 * version may change the protocol, and afterwards it may add what the older side does not know.
 */
export function versionAdvice(agent: string, server: string): string | null {
  const theirs = parse(agent);
  const ours = parse(server)!;
  if (!theirs) return `The agent does not say a version this server understands. Install ${server} there.`;
  const order = theirs[0] - ours[0] || theirs[1] - ours[1];
  if (order === 0) return null;
  return order < 0
    ? `The agent is older (${agent}) than this server (${server}): run \`npm install -g clawbutler-agent@${server}\` there.`
    : `The agent is newer (${agent}) than this server (${server}): update the server, or install ${server} there.`;
}

function parse(version: string): [number, number] | null {
  const found = semantic.exec(version);
  return found ? [Number(found[1]), Number(found[2])] : null;
}
