/** A word as a POSIX shell takes it, whatever stands in it. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Writes the note to a file, byte for byte. */
export function keepCommand(note: string): string {
  const body = note.endsWith('\n') ? note : `${note}\n`;
  return `cat > checkpoint.note <<'END'\n${body}END`;
}

/** Downloads the whole log with a service token. @param origin of this server */
export const downloadCommand = (origin: string): string =>
  `curl --fail --output audit.jsonl --header "Authorization: Bearer $CLAWBUTLER_TOKEN" ${shellWord(`${origin}/export/audit.jsonl`)}`;

/** Checks what was downloaded, against the checkpoint if one was kept. */
export const verifyCommand = (verifierKey: string, kept: boolean): string =>
  `clawbutler verify audit.jsonl --key ${shellWord(verifierKey)}${kept ? ' --checkpoint checkpoint.note' : ''}`;
