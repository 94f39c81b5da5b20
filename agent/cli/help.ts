/** What `clawbutler help` prints. */
export const HELP = `clawbutler - the control plane that governs your agents

Usage:
  clawbutler pair <server> [--token <token>]
      Pairs this machine with an organisation. Without a token it shows a code that a person enters
      in the console; with a token from the console it pairs at once. The key stays in
      CLAWBUTLER_AGENT_DIR (~/.clawbutler-agent).
  clawbutler unpair
      Forgets the key of this machine.
  clawbutler verify <export> [--key <verifier key>]... [--checkpoint <file>]... [--json]
      Proves offline that an exported audit log is complete and unchanged.
      --key         a verifier key you got from elsewhere, name+id+base64; may be repeated.
                    Without it the key in the file is used, and its fingerprint printed.
      --checkpoint  a file of signed checkpoints kept outside the server; may be repeated.
                    Detects a log that was rewritten, set back or cut short.
      --json        one JSON object instead of sentences.
  clawbutler version
  clawbutler help

Exit codes: 0 done, verified; 1 refused, does not verify; 2 the command could not be carried out;
  3 the server cannot be reached; 4 it is not a ClawButler server; 5 the clock of this machine is off;
  6 this machine is paired already.
`;
