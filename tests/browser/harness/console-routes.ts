import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RouteObject } from 'react-router';

const consoleFolder = path.resolve(import.meta.dirname, '../../../console');

/** Every pattern the console's router knows, for example `/o/:slug/approvals/:approvalId`, read from its sources. */
export async function consoleRoutes(): Promise<string[]> {
  const router = readFileSync(path.join(consoleFolder, 'routes/router.tsx'), 'utf8');
  const inOrganization = /const organizationRoutes[^=]*= \[([^]*?)\n\];/.exec(router)?.[1] ?? '';
  const found = ['/', ...ownPaths(inOrganization).map(underOrganization), '/*'];
  for (const { name, routes } of await roomRoutes()) {
    if (!router.includes(`...${name},`)) throw new Error(`The router leaves out ${name}.`);
    const patterns = routes.flatMap((route) => patternsOf(route, ''));
    found.push(...(inOrganization.includes(`...${name},`) ? patterns.map(underOrganization) : patterns));
  }
  return [...new Set(found)];
}

const ownPaths = (text: string) => [...text.matchAll(/path: '([^']+)'/g)].map(([, own]) => `/${own}`);
const underOrganization = (pattern: string) => `/o/:slug${pattern}`;

async function roomRoutes(): Promise<{ name: string; routes: RouteObject[] }[]> {
  const all = readdirSync(path.join(consoleFolder, 'rooms'), { recursive: true, encoding: 'utf8' });
  const files = all.filter((file) => file.endsWith('.routes.ts')).map((file) => path.join('rooms', file));
  const modules = files.map(async (file) => (await import(path.join(consoleFolder, file))) as object);
  return (await Promise.all(modules)).flatMap((module) =>
    Object.entries(module).map(([name, routes]) => ({ name, routes: routes as RouteObject[] })),
  );
}

function patternsOf(route: RouteObject, parent: string): string[] {
  const own = route.path === undefined ? parent : `${parent}/${route.path}`;
  const below = (route.children ?? []).flatMap((child) => patternsOf(child, own));
  return [own, ...below];
}
