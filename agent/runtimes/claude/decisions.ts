import { fieldsOf, identifier, listOf, shortText, type Fields } from '../fields.js';

/** A permission that was asked or given inside Claude Code. */
export interface Decision {
  /** In words, for example `accept by config (rule, cliArg)`. */
  readonly text: string;
  readonly refused: boolean;
  readonly toolCallId: string | null;
}

/** The decision a row tells of: beside a tool's result, or from a permission hook; null when it tells of none. */
export function decisionOf(row: Fields): Decision | null {
  if (row.type === 'attachment') return hookDecision(fieldsOf(row.attachment));
  if (row.type !== 'user') return null;
  const toolCallId = callOf(row);
  const told = fieldsOf(row.permissionDecision);
  const decision = shortText(told.decision, 40);
  const denial = shortText(row.toolDenialKind, 60);
  if (decision === null) {
    return denial === null ? null : { text: `reject (${denial})`, refused: true, toolCallId };
  }
  const source = shortText(told.source, 40) ?? 'unknown';
  const details = [told.reasonType, told.ruleSource, told.reasonCode, denial]
    .map((value) => shortText(value, 60))
    .filter((value) => value !== null && value !== 'unknown');
  const why = details.length > 0 ? ` (${details.join(', ')})` : '';
  return { text: `${decision} by ${source}${why}`, refused: decision !== 'accept', toolCallId };
}

function hookDecision(attachment: Fields): Decision | null {
  if (attachment.type !== 'hook_permission_decision') return null;
  const decision = shortText(attachment.decision, 40) ?? 'unknown';
  return {
    text: `${decision} by hook (${shortText(attachment.hookEvent, 60) ?? 'unknown'})`,
    refused: decision !== 'allow',
    toolCallId: identifier(attachment.toolUseID),
  };
}

function callOf(row: Fields): string | null {
  const blocks = listOf(fieldsOf(row.message).content).map(fieldsOf);
  return identifier(blocks.find((block) => block.type === 'tool_result')?.tool_use_id);
}
