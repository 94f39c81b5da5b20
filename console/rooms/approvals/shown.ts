import type { ApprovalWholeFragment } from '../../graphql/generated/documents';

export type Shown = ApprovalWholeFragment & { sending: boolean };
