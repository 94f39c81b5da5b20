/** Texts in which secrets stand, as agents meet them; each says by a name beside it that it is one. */
export const CARRIERS: readonly ((secret: string) => string)[] = [
  (secret) => `export SERVICE_API_KEY=${secret}\n`,
  (secret) => `{"service":{"name":"billing","api_key":"${secret}"},"retries":3}`,
  (secret) => `database:\n  host: db.internal\n  password: "${secret}"\n  port: 5432\n`,
  (secret) => `const client = new Client({ region: 'eu', clientSecret: '${secret}' });`,
  (secret) => `[service]\naccess_token = "${secret}"\n`,
  (secret) => `curl -s -H 'X-Api-Key: ${secret}' https://api.example.com/v1/items`,
];

/** Texts that say nothing about what stands in them: only the form of a secret gives it away. */
export const SILENT_CARRIERS: readonly ((secret: string) => string)[] = [
  (secret) => `I found this in the notes: ${secret}\nShall I go on?`,
  (secret) => `(${secret})`,
  (secret) => `["${secret}", "another value"]`,
];
