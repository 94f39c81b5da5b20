import { prefixed, type SecretRule } from './secret-rule.js';

const uuid = '[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}';

/** Keys of model providers and of what agents call beside them. */
export const MODEL_RULES: readonly SecretRule[] = [
  prefixed('anthropic-key', ['sk-ant-'], '[a-z]{3,8}[0-9]{2}-[A-Za-z0-9_-]{40,200}'),
  prefixed('openrouter-key', ['sk-or-v1-'], '[a-f0-9]{64}'),
  prefixed('langfuse-key', ['sk-lf-'], uuid),
  prefixed('openai-key', ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'], '[A-Za-z0-9_-]{40,250}'),
  prefixed('openai-key', ['sk-'], '[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}'),
  {
    ...prefixed('model-provider-key', ['sk-'], '[A-Za-z0-9]{32,96}(?![A-Za-z0-9])'),
    accepts: (secret) => /[0-9].*[0-9]/.test(secret),
  },
  prefixed('huggingface-token', ['hf_'], '[A-Za-z0-9]{34,40}(?![A-Za-z0-9])'),
  prefixed('replicate-token', ['r8_'], '[A-Za-z0-9]{37}'),
  prefixed('groq-key', ['gsk_'], '[A-Za-z0-9]{52}'),
  prefixed('xai-key', ['xai-'], '[A-Za-z0-9]{80}'),
  prefixed('perplexity-key', ['pplx-'], '[A-Za-z0-9]{40,64}'),
  prefixed('langsmith-key', ['lsv2_pt_', 'lsv2_sk_'], '[a-f0-9]{32}_[a-f0-9]{10}'),
  prefixed('nvidia-key', ['nvapi-'], '[A-Za-z0-9_-]{60,70}'),
  prefixed('cerebras-key', ['csk-'], '[a-z0-9]{48}'),
  prefixed('tavily-key', ['tvly-'], '(?:dev-|prod-)?[A-Za-z0-9]{20,40}'),
  prefixed('firecrawl-key', ['fc-'], '[a-f0-9]{32}(?![a-z0-9])'),
  prefixed('elevenlabs-key', ['sk_'], '[a-f0-9]{48}(?![A-Za-z0-9])'),
  prefixed('pinecone-key', ['pcsk_'], '[A-Za-z0-9_]{60,90}'),
  prefixed('e2b-key', ['e2b_'], '[a-f0-9]{40}'),
  prefixed('cursor-key', ['crsr_', 'key_'], '[a-f0-9]{64}'),
  prefixed('clawbutler-token', ['cb_'], '[a-z]{3,12}_[A-Za-z0-9_-]{30,200}'),
];
