interface CurlOptions {
  /** Where the API is, without a path. */
  origin: string;
  bearer: string;
  query: string;
  /** Id or slug; left out where the credential belongs to one organisation. */
  organization?: string;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A request to the API as a command for a POSIX shell. Every value is quoted: it can be pasted as it is. */
export function curlCommand({ origin, bearer, query, organization }: CurlOptions): string {
  const headers = [
    'content-type: application/json',
    `authorization: Bearer ${bearer}`,
    ...(organization ? [`clawbutler-organization: ${organization}`] : []),
  ];
  return [
    `curl -sS ${quoted(`${origin}/graphql`)}`,
    ...headers.map((header) => `  -H ${quoted(header)}`),
    `  -d ${quoted(JSON.stringify({ query }))}`,
  ].join(' \\\n');
}
