import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { ApprovalChanges } from './approval-changes.service.js';
import { ApprovalDecisions } from './approval-decisions.service.js';
import { ApprovalDelivery } from './approval-delivery.service.js';
import { ApprovalExpiry } from './approval-expiry.service.js';
import { ApprovalFeed } from './approval-feed.service.js';
import { ApprovalFieldsResolver } from './approval-fields.resolver.js';
import { ApprovalHistory } from './approval-history.service.js';
import { ApprovalImport } from './approval-import.service.js';
import { ApprovalIntake } from './approval-intake.service.js';
import { ApprovalOverview } from './approval-overview.service.js';
import { ApprovalOutcomes } from './approval-outcomes.service.js';
import { ApprovalPolicies } from './approval-policies.service.js';
import { ApprovalPoliciesResolver } from './approval-policies.resolver.js';
import { ApprovalRulings } from './approval-rulings.service.js';
import { ApprovalReactions } from './approvals.reactions.js';
import { ApprovalsResolver } from './approvals.resolver.js';
import { ApprovalsService } from './approvals.service.js';
import { DeliveryQueue } from './delivery-queue.service.js';
import { OtherActions } from './other-actions.service.js';
import { AgentPendingResolver, ConnectorPendingResolver } from './pending-counts.resolver.js';
import { PolicySimulations } from './policy-simulations.service.js';
import { RequestJudge } from './request-judge.service.js';

@Module({
  imports: [OrganizationsModule, ConnectorsModule, AgentsModule],
  providers: [
    ...[
      ApprovalsService,
      ApprovalDecisions,
      ApprovalDelivery,
      ApprovalIntake,
      RequestJudge,
      ApprovalRulings,
      OtherActions,
      DeliveryQueue,
      ApprovalOutcomes,
      ApprovalHistory,
    ],
    ...[
      ApprovalImport,
      ApprovalExpiry,
      ApprovalFeed,
      ApprovalChanges,
      ApprovalPolicies,
      PolicySimulations,
      ApprovalOverview,
      ApprovalReactions,
    ],
    ...[
      ApprovalsResolver,
      ApprovalFieldsResolver,
      ApprovalPoliciesResolver,
      AgentPendingResolver,
      ConnectorPendingResolver,
    ],
  ],
  exports: [ApprovalsService, ApprovalOverview],
})
export class ApprovalsModule {}
