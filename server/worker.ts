import 'reflect-metadata';
import { loadConfig } from './platform/config/config.js';
import { run } from './process.js';
import { supervise } from './supervision.js';

await supervise(() => run(loadConfig({ ...process.env, CLAWBUTLER_ROLE: 'worker' })));
