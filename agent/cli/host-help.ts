/** What `clawbutler-agent help` prints. */
export const HOST_HELP = `clawbutler-agent - brings the agent sessions of this machine to ClawButler

Usage:
  clawbutler-agent pair <server> [--token <token>]
      Pairs this machine with an organisation: with a code that a person enters in the console, or with
      a token from the console. The key stays in CLAWBUTLER_AGENT_DIR (~/.clawbutler-agent).
  clawbutler-agent run
      Finds runtimes, and brings what they write to the server as far as people there allow.
      Reads only; connects outwards only. Stops at SIGTERM once what is on its way has arrived.
  clawbutler-agent install [--print]
      Writes the unit that runs it for this user (systemd or launchd), or only shows it.
  clawbutler-agent status [--json]
      What the running agent does, and what stands in its way.
  clawbutler-agent doctor
      What is found on this machine, and whether the server can be reached. Changes nothing.
  clawbutler-agent logs [--lines <count>]
  clawbutler-agent unpair
      Forgets the key of this machine.
  clawbutler-agent version
  clawbutler-agent help

Exit codes: 0 done; 1 refused; 2 the command could not be carried out; 3 the server cannot be reached;
  4 it is not a ClawButler server; 5 the clock of this machine is off; 6 paired already; 7 running already;
  8 not running; 75 start it again; 78 a person has to do something first.
`;
