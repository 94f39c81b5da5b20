import { Link } from 'react-router';
import { Badge } from '../../ui/badge';
import { CopyId } from '../../ui/copy-id';
import { Icon } from '../../ui/icon';
import { Time } from '../../ui/time';
import { tokenWords } from './cost-words';
import type { PlacedEntry } from './timeline-blocks';
import { useEntryLink } from './use-entry-link';

interface EntryMarksProps {
  placed: PlacedEntry;
  /** Without the digest, which keeps its place while it is hidden. */
  short?: boolean;
}

/** When, how many tokens, replaced secrets, the line's digest, and a link to exactly this entry. */
export function EntryMarks({ placed, short }: EntryMarksProps) {
  const { at, usage, redactions, digest, model } = placed.entry;
  const link = useEntryLink()(placed);
  return (
    <span className="ml-auto flex flex-wrap items-center justify-end gap-x-3 gap-y-0.5 text-meta text-ink-2">
      {short ? null : (
        <span className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 narrow:hidden">
          <CopyId id={digest} shown={digest.slice(0, 8)} of="digest of the line" />
        </span>
      )}
      {redactions > 0 ? (
        <Badge tone="blue" icon="shield">
          {redactions === 1 ? '1 secret replaced' : `${redactions.toLocaleString('en')} secrets replaced`}
        </Badge>
      ) : null}
      {usage && usage.total > 0 ? (
        <span
          className="figures"
          title={`${usage.total.toLocaleString('en')} tokens${model ? `, ${model}` : ''}`}
        >
          {tokenWords(usage.total)} tokens
        </span>
      ) : null}
      <Time at={at} shown="clock" missing="" />
      {link ? (
        <Link
          to={link}
          replace
          preventScrollReset
          aria-label="Link to this entry"
          title="Link to this entry"
          className="hit rounded-sm text-ink-3 hover:text-ink"
        >
          <Icon name="link" size={14} />
        </Link>
      ) : null}
    </span>
  );
}
