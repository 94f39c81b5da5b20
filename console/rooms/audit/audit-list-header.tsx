import { useState } from 'react';
import { useLock } from '../../graphql/organization-context';
import { Button } from '../../ui/button';
import { ColumnChoice } from '../../ui/column-choice';
import { IconButton } from '../../ui/icon-button';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import type { FilterDefinition } from '../../ui/use-filters';
import { auditColumns } from './audit-columns';
import { ExportDialog } from './export-dialog';
import type { AuditLogRead } from './use-audit-log';
import type { useAuditPlace } from './use-audit-place';

interface AuditListHeaderProps {
  log: AuditLogRead;
  definitions: readonly FilterDefinition[];
  filtering: boolean;
  onFiltering: (filtering: boolean) => void;
  place: ReturnType<typeof useAuditPlace>;
}

/** Title of the log with the ways to filter, prove and take it away. */
export function AuditListHeader(props: AuditListHeaderProps) {
  const { log, definitions, filtering, onFiltering, place } = props;
  const [exporting, setExporting] = useState(false);
  const lock = useLock();
  return (
    <PageHeader
      title="Audit"
      description={
        place.openId === undefined
          ? 'Everything that was done or refused here, in order. Nothing can be taken out without it showing.'
          : undefined
      }
      actions={
        <>
          <IconButton
            icon="filter"
            size="small"
            label={filtering ? 'Hide filters' : 'Show filters'}
            aria-expanded={filtering}
            onClick={() => onFiltering(!filtering)}
          />
          {place.openId === undefined ? <ColumnChoice columns={auditColumns} /> : null}
          <LinkButton
            to={place.integrityPath}
            icon="shield"
            size="small"
            aria-current={place.openId === 'integrity' ? 'page' : undefined}
          >
            Integrity
          </LinkButton>
          <Button icon="download" size="small" locked={lock('audit:read')} onClick={() => setExporting(true)}>
            Export
          </Button>
          <ExportDialog
            open={exporting}
            onOpenChange={setExporting}
            filter={log.filter}
            filters={log.filters}
            definitions={definitions}
          />
        </>
      }
    />
  );
}
