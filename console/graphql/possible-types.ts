/** Which types stand behind the contract's interfaces and unions, so that the cache matches fragments exactly. */
export const possibleTypes = {
  Node: [
    'Agent',
    'Approval',
    'ApprovalPolicy',
    'AuditEvent',
    'Connector',
    'Invite',
    'KillSwitch',
    'LoginSession',
    'Member',
    'Organization',
    'ServiceToken',
    'User',
  ],
  ActivityDelivery: ['ActivityEvent', 'GapNotice'],
  ApprovalDelivery: ['ApprovalChange', 'GapNotice'],
  DecideApprovalResult: [
    'Approval',
    'ApprovalAlreadyDecided',
    'ApprovalDigestMismatch',
    'ApprovalDecisionForbidden',
    'ApprovalNotFound',
  ],
};
