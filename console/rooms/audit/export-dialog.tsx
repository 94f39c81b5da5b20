import { useState } from 'react';
import type { AuditFilter } from '../../graphql/generated/documents';
import { useOrganization } from '../../graphql/organization-context';
import { Button } from '../../ui/button';
import { DefinitionList } from '../../ui/definition-list';
import { Dialog, DialogActions } from '../../ui/dialog';
import { LinkButton } from '../../ui/link-button';
import { Segmented } from '../../ui/segmented';
import { toast } from '../../ui/toast-store';
import type { FilterDefinition, Filters } from '../../ui/use-filters';
import { exportLink, type ExportFormat } from './export-link';
import { filterWords } from './filter-words';

type Reach = 'filtered' | 'whole';

interface ExportDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  filter: AuditFilter;
  filters: Filters;
  definitions: readonly FilterDefinition[];
}

/** What will be in the file and what it proves, then a link: the browser writes it to disk as it comes. */
export function ExportDialog(props: ExportDialogProps) {
  const { open, onOpenChange, filter, filters, definitions } = props;
  const { slug } = useOrganization();
  const [format, setFormat] = useState<ExportFormat>('jsonl');
  const [reach, setReach] = useState<Reach>('filtered');
  const filtered = filters.active && reach === 'filtered';

  function begun(): void {
    onOpenChange(false);
    toast({ title: 'The download begins', detail: 'The export itself is now an event of the log.' });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Export the log"
      description="Events from the oldest to the newest, with all their details. Guard the file like the log itself."
    >
      <div className="grid gap-5">
        <Question title="Which events">
          {filters.active ? <ReachChoice reach={reach} onChange={setReach} /> : null}
          {filtered ? (
            <DefinitionList items={filterWords(definitions, filters)} />
          ) : (
            <p className="text-ink-2">Every event, from the first on.</p>
          )}
        </Question>
        <Question title="Format">
          <FormatChoice format={format} onChange={setFormat} />
          <p className="text-ink-2 text-pretty">{proves(format, filtered)}</p>
        </Question>
      </div>
      <DialogActions>
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <DownloadLink to={exportLink(format, slug, filtered ? filter : {})} onBegun={begun} />
      </DialogActions>
    </Dialog>
  );
}

function DownloadLink({ to, onBegun }: { to: string; onBegun: () => void }) {
  return (
    <LinkButton look="primary" icon="download" reloadDocument download to={to} onClick={onBegun}>
      Download
    </LinkButton>
  );
}

function ReachChoice({ reach, onChange }: { reach: Reach; onChange: (reach: Reach) => void }) {
  return (
    <Segmented
      label="Which events"
      value={reach}
      onChange={onChange}
      options={[
        { value: 'filtered', label: 'What the filters match' },
        { value: 'whole', label: 'The whole log' },
      ]}
    />
  );
}

interface FormatChoiceProps {
  format: ExportFormat;
  onChange: (format: ExportFormat) => void;
}

function FormatChoice({ format, onChange }: FormatChoiceProps) {
  return (
    <Segmented
      label="Format"
      value={format}
      onChange={onChange}
      options={[
        { value: 'jsonl', label: 'JSON lines, with proofs' },
        { value: 'csv', label: 'CSV' },
      ]}
    />
  );
}

function Question({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-medium text-ink">{title}</h3>
      {children}
    </section>
  );
}

function proves(format: ExportFormat, filtered: boolean): string {
  if (format === 'csv') return 'For spreadsheets. It proves nothing: anybody could have edited it.';
  return filtered
    ? 'Proves that each event in the file is in the log as recorded. It does not prove that no matching event was left out: only the whole log does.'
    : 'Proves that each event is as recorded and that none is missing, repeated or moved, up to the newest checkpoint. Check it anywhere with clawbutler verify.';
}
