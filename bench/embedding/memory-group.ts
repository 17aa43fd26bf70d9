import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf, memoryOf } from '../memory-of.ts';

/** Processes that may have so much memory together, and what they made of it. */
export interface MemoryGroup {
  /** What bounds them: 'cgroup v2', 'cgroup v1'; or that nothing does. */
  readonly kind: 'cgroup v2' | 'cgroup v1' | 'nothing: their resident memory is added up';
  /** What a process starts from now on is in it too. */
  add(pid: number): void;
  /** What they hold now that could not be dropped, in MB of 10⁶ bytes: no file that is merely kept in memory. */
  heldMb(): number;
  /** What of it is swapped out, in MB. */
  swappedMb(): number;
  /** How many of them were ended for want of memory. */
  killed(): number;
  /** Once they have ended. */
  remove(): void;
}

const root = '/sys/fs/cgroup';

/** Bounds them by a control group where this user may make one. */
export function createMemoryGroup(name: string, maxBytes: number): MemoryGroup {
  return (
    attempt(() => secondVersion(name, maxBytes)) ?? attempt(() => firstVersion(name, maxBytes)) ?? sampled()
  );
}

function attempt<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

const text = (folder: string, file: string) => readFileSync(join(folder, file), 'latin1');

/** A number by its name, as control groups list them. */
function fieldOf(folder: string, file: string, field: string): number {
  return Number(new RegExp(`^${field} (\\d+)$`, 'm').exec(text(folder, file))?.[1] ?? 0);
}

function secondVersion(name: string, maxBytes: number): MemoryGroup {
  // beside this process's own, which may hold no groups while it holds processes
  const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'latin1'))?.[1];
  if (own === undefined) throw new Error('there is no control group');
  const folder = join(root, own, '..', name);
  mkdirSync(folder);
  try {
    writeFileSync(join(folder, 'memory.max'), String(maxBytes));
    writeFileSync(join(folder, 'memory.swap.max'), '0');
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return {
    kind: 'cgroup v2',
    add: (pid) => writeFileSync(join(folder, 'cgroup.procs'), String(pid)),
    heldMb: () => (fieldOf(folder, 'memory.stat', 'anon') + fieldOf(folder, 'memory.stat', 'shmem')) / 1e6,
    swappedMb: () => Number(text(folder, 'memory.swap.current')) / 1e6,
    killed: () => fieldOf(folder, 'memory.events', 'oom_kill'),
    remove: () => rmdirSync(folder),
  };
}

function firstVersion(name: string, maxBytes: number): MemoryGroup {
  const folder = join(root, 'memory', name);
  mkdirSync(folder);
  try {
    writeFileSync(join(folder, 'memory.limit_in_bytes'), String(maxBytes));
    // memory and swap together: nothing is left to be swapped
    attempt(() => writeFileSync(join(folder, 'memory.memsw.limit_in_bytes'), String(maxBytes)));
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return {
    kind: 'cgroup v1',
    add: (pid) => writeFileSync(join(folder, 'cgroup.procs'), String(pid)),
    heldMb: () =>
      (fieldOf(folder, 'memory.stat', 'total_rss') + fieldOf(folder, 'memory.stat', 'total_shmem')) / 1e6,
    swappedMb: () => fieldOf(folder, 'memory.stat', 'total_swap') / 1e6,
    killed: () => fieldOf(folder, 'memory.oom_control', 'oom_kill'),
    remove: () => rmdirSync(folder),
  };
}

/** Without a bound: what they would need of one. */
function sampled(): MemoryGroup {
  const roots: number[] = [];
  const all = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap((child) => all(child.pid))];
  const sum = (of: (pid: number) => number) =>
    roots.flatMap(all).reduce((total, pid) => total + (attempt(() => of(pid)) ?? 0), 0);
  return {
    kind: 'nothing: their resident memory is added up',
    add: (pid) => roots.push(pid),
    heldMb: () => sum((pid) => memoryOf(pid).residentMb),
    swappedMb: () =>
      sum((pid) => Number(/^VmSwap:\s*(\d+) kB/m.exec(text(`/proc/${pid}`, 'status'))?.[1] ?? 0) * 1024) /
      1e6,
    killed: () => 0,
    remove: () => {},
  };
}
