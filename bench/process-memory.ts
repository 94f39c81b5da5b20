import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and all below it, pages they share counted once (PSS). Linux only. */
export function memoryOfTree(root: number): { megabytes: number; processes: number } {
  const parents = parentsByPid();
  const below = (pid: number): boolean => pid === root || (parents.has(pid) && below(parents.get(pid)!));
  const pids = [...parents.keys()].filter(below);
  const kilobytes = pids.reduce((sum, pid) => sum + pssOf(pid), 0);
  return { megabytes: kilobytes / 1_024, processes: pids.length };
}

function parentsByPid(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  return parents;
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** Empty when the process has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
