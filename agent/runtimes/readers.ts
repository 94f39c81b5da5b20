import { claudeReader } from './claude/reader.js';
import { codexReader } from './codex/reader.js';
import { hermesReader } from './hermes/reader.js';
import type { RuntimeReader } from './reading.js';

/** One reader for each kind of runtime that is read from its own files. */
export const runtimeReaders = (): readonly RuntimeReader[] => [claudeReader(), codexReader(), hermesReader()];
