import { AuditBlockEntity } from './audit/audit-block.entity.js';
import { ConnectorEntity } from './connectors/connector.entity.js';
import { ConnectorMirrorEntity } from './connectors/connector-mirror.entity.js';
import { ConnectorLeaseEntity } from './connectors/connector-lease.entity.js';
import { ConnectorCommandEntity } from './connectors/connector-command.entity.js';
import { HostEnrolmentEntity } from './hosts/host-enrolment.entity.js';
import { HostPairingRequestEntity } from './hosts/host-pairing-request.entity.js';
import { RuntimeHostEntity } from './hosts/runtime-host.entity.js';
import { RuntimeInspectionEntity } from './hosts/runtime-inspection.entity.js';
import { RuntimeInstanceEntity } from './hosts/runtime-instance.entity.js';
import { AgentEntity } from './agents/agent.entity.js';
import { KillSwitchEntity } from './agents/kill-switch.entity.js';
import { KillReportEntity } from './agents/kill-report.entity.js';
import { GatewayStopEntity } from './agents/gateway-stop.entity.js';
import { ApprovalPolicyEntity } from './approvals/approval-policy.entity.js';
import { ApprovalEntity } from './approvals/approval.entity.js';
import { CostRecomputeEntity } from './sessions/cost-recompute.entity.js';
import { SessionCostRevisionEntity } from './sessions/session-cost-revision.entity.js';
import { SessionEntity } from './sessions/session.entity.js';
import { SessionEntryEntity } from './sessions/session-entry.entity.js';
import { SessionWordsEntity } from './sessions/session-words.entity.js';
import { SessionUsageDayEntity } from './sessions/session-usage-day.entity.js';
import { SessionUsageEntity } from './sessions/session-usage.entity.js';
import { DomainEventEntity } from './platform/events/domain-event.entity.js';
import { EventPayloadEntity } from './platform/events/event-payload.entity.js';
import { AuditHeadEntity } from './platform/events/audit-head.entity.js';
import { AuditNodeEntity } from './platform/events/audit-node.entity.js';
import { CheckpointEntity } from './platform/events/checkpoint.entity.js';
import { ReactionReceiptEntity } from './platform/jobs/reaction-receipt.entity.js';
import { IdempotencyKeyEntity } from './platform/database/idempotency-key.entity.js';
import { HostNonceEntity } from './platform/auth/host-nonce.entity.js';
import { HostSequenceEntity } from './platform/auth/host-sequence.entity.js';
import { RateLimitEntity } from './platform/auth/rate-limit.entity.js';
import { InviteEntity } from './organizations/invite.entity.js';
import { LoginSessionEntity } from './organizations/login-session.entity.js';
import { MembershipEntity } from './organizations/membership.entity.js';
import { OneTimeLinkEntity } from './organizations/one-time-link.entity.js';
import { OrganizationEntity } from './organizations/organization.entity.js';
import { ServiceTokenEntity } from './organizations/service-token.entity.js';
import { UserEntity } from './organizations/user.entity.js';

/** Every table's columns, room by room; compared with the migrations by `npm run check`. */
export const entities: (new () => object)[] = [
  ...[
    DomainEventEntity,
    EventPayloadEntity,
    AuditHeadEntity,
    AuditNodeEntity,
    CheckpointEntity,
    ReactionReceiptEntity,
    IdempotencyKeyEntity,
    RateLimitEntity,
  ],
  ...[OrganizationEntity, UserEntity, LoginSessionEntity, OneTimeLinkEntity],
  ...[MembershipEntity, InviteEntity, ServiceTokenEntity],
  ...[ConnectorEntity, ConnectorMirrorEntity, ConnectorLeaseEntity, ConnectorCommandEntity],
  ...[RuntimeHostEntity, RuntimeInstanceEntity, HostEnrolmentEntity, HostPairingRequestEntity],
  ...[RuntimeInspectionEntity, HostSequenceEntity, HostNonceEntity],
  ...[AgentEntity, KillSwitchEntity, KillReportEntity, GatewayStopEntity],
  ...[SessionEntity, SessionEntryEntity, SessionUsageEntity, SessionUsageDayEntity, SessionWordsEntity],
  ...[CostRecomputeEntity, SessionCostRevisionEntity],
  ...[ApprovalPolicyEntity, ApprovalEntity],
  AuditBlockEntity,
];
