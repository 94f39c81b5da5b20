import 'reflect-metadata';
import { KeyRotationError, rotateMasterKey } from './key-rotation.js';
import { loadConfig } from './platform/config/config.js';

try {
  console.log(await rotateMasterKey(loadConfig({ ...process.env, CLAWBUTLER_ROLE: 'api' })));
} catch (error) {
  console.error(error instanceof KeyRotationError ? error.message : error);
  process.exitCode = 1;
}
