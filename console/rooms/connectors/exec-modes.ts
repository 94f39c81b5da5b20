export interface ExecModeLook {
  /** In a few words, for a list of facts. */
  words: string;
  /** Whether anything is asked for at all. */
  asks: boolean;
  meaning: string;
  /** Headline where governance has a hole; null where it has none. */
  warning: string | null;
}

/** What a gateway's setting `tools.exec.mode` means for approvals. */
const looks: Record<string, ExecModeLook> = {
  ask: {
    words: 'asks for what is not on its list',
    asks: true,
    meaning: 'Commands on the gateway’s own list run; everything else asks a person.',
    warning: null,
  },
  auto: {
    words: 'a model reviews first, then asks',
    asks: true,
    meaning:
      'A reviewer model at the gateway allows commands it finds harmless; only the rest is asked for and reaches the inbox.',
    warning: 'A model answers some requests before people see them',
  },
  full: {
    words: 'asks for nothing',
    asks: false,
    meaning:
      'Agents there run every command without asking. No approval will ever arrive, and no policy of this organisation is applied.',
    warning: 'Approvals are not asked for at all',
  },
  allowlist: {
    words: 'runs its list, refuses the rest',
    asks: false,
    meaning: 'Commands on the gateway’s own list run, everything else is refused. Nobody is asked.',
    warning: null,
  },
  deny: {
    words: 'refuses every command',
    asks: false,
    meaning: 'Every command is refused. Nobody is asked.',
    warning: null,
  },
};

/** Null for a mode this version does not know. */
export const execModeLook = (mode: string): ExecModeLook | null =>
  Object.hasOwn(looks, mode) ? (looks[mode] ?? null) : null;
