import { CLOUD_RULES } from './cloud-rules.js';
import { CODE_RULES } from './code-rules.js';
import { GENERAL_RULES } from './general-rules.js';
import { GENERIC_RULES } from './generic-rules.js';
import { MODEL_RULES } from './model-rules.js';
import type { SecretRule } from './secret-rule.js';
import { SERVICE_RULES } from './service-rules.js';

/** Every kind of secret that is looked for. Where two find the same place, the earlier one names it. */
export const RULES: readonly SecretRule[] = [
  ...CODE_RULES,
  ...CLOUD_RULES,
  ...MODEL_RULES,
  ...SERVICE_RULES,
  ...GENERAL_RULES,
  ...GENERIC_RULES,
];
