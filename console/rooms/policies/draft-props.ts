import type { PolicyDraft } from './policy-draft';

export interface DraftProps {
  draft: PolicyDraft;
  onChange: (draft: PolicyDraft) => void;
}
