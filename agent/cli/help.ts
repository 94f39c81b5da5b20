/** What `clawbutler help` prints. */
export const HELP = `clawbutler - the control plane that governs your agents

Usage:
  clawbutler verify <export> [--key <verifier key>]... [--checkpoint <file>]... [--json]
      Proves offline that an exported audit log is complete and unchanged.
      --key         a verifier key you got from elsewhere, name+id+base64; may be repeated.
                    Without it the key in the file is used, and its fingerprint printed.
      --checkpoint  a file of signed checkpoints kept outside the server; may be repeated.
                    Detects a log that was rewritten, set back or cut short.
      --json        one JSON object instead of sentences.
  clawbutler version
  clawbutler help

Exit codes: 0 verified, 1 does not verify, 2 the command could not be carried out.
`;
