// Node 20 loads no TypeScript by itself, so the settings are in the plain module; this name is the one people look for.
import config from './jest.config.mjs';
export default config;
