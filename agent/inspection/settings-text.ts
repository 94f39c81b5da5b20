import yaml from 'js-yaml';
import { parse as parseToml } from 'smol-toml';
import { fieldsOf, type Fields } from '../runtimes/fields.js';

export type SettingsFormat = 'JSON' | 'TOML' | 'YAML';

const parsers: Readonly<Record<SettingsFormat, (text: string) => unknown>> = {
  JSON: (text) => JSON.parse(text) as unknown,
  TOML: (text) => parseToml(text),
  // Without merge keys: a small file of them makes an object of millions of fields.
  YAML: (text) => yaml.safeLoad(text, { schema: yaml.CORE_SCHEMA }),
};

/** The fields a settings file sets; otherwise what is wrong with it, in words that repeat nothing of it. */
export function parseSettings(text: string, format: SettingsFormat): Fields | string {
  if (text.trim() === '') return format === 'JSON' ? 'it is empty, so no setting in it holds' : {};
  try {
    const value = parsers[format](text.startsWith('\ufeff') ? text.slice(1) : text);
    if (value == null && format === 'YAML') return {};
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? fieldsOf(value) : 'it holds no settings';
  } catch (error) {
    return `it is no valid ${format}${lineOf(error)}, so no setting in it holds`;
  }
}

/** Messages of parsers quote the file, so only their line is told. */
function lineOf(error: unknown): string {
  const { line, mark } = error as { line?: unknown; mark?: { line?: unknown } };
  if (typeof line === 'number') return ` (line ${line})`;
  return typeof mark?.line === 'number' ? ` (line ${mark.line + 1})` : '';
}
