import { PlatformCreateLog1795300000000 } from './1795300000000-platform-create-log.js';
import { OrganizationsCreate1795300100000 } from './1795300100000-organizations-create.js';
import { ConnectorsCreate1795300200000 } from './1795300200000-connectors-create.js';
import { AgentsCreate1795300300000 } from './1795300300000-agents-create.js';
import { ApprovalsCreate1795300400000 } from './1795300400000-approvals-create.js';
import { PlatformWatchSealing1795300900000 } from './1795300900000-platform-watch-sealing.js';
import { OrganizationsBindTokensToCreators1795301000000 } from './1795301000000-organizations-bind-tokens-to-creators.js';
import { AuditCreateIndex1795301100000 } from './1795301100000-audit-create-index.js';
import { HostsCreate1795302000000 } from './1795302000000-hosts-create.js';
import { SessionsCreate1795302100000 } from './1795302100000-sessions-create.js';
import { HostsKeepInspections1795302200000 } from './1795302200000-hosts-keep-inspections.js';
import { SessionsKeepCostRevisions1795302300000 } from './1795302300000-sessions-keep-cost-revisions.js';

/** Every migration, oldest first. Applied ones never change. */
export const migrations = [
  PlatformCreateLog1795300000000,
  OrganizationsCreate1795300100000,
  ConnectorsCreate1795300200000,
  AgentsCreate1795300300000,
  ApprovalsCreate1795300400000,
  PlatformWatchSealing1795300900000,
  OrganizationsBindTokensToCreators1795301000000,
  AuditCreateIndex1795301100000,
  HostsCreate1795302000000,
  SessionsCreate1795302100000,
  HostsKeepInspections1795302200000,
  SessionsKeepCostRevisions1795302300000,
];
