import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds, in MB of 10⁶ bytes. */
export interface Memory {
  readonly residentMb: number;
  /** Its share of what it shares with others; null where the kernel does not tell. */
  readonly proportionalMb: number | null;
}

/** From Linux's /proc. */
export function memoryOf(pid: number): Memory {
  const residentKb = field(readFileSync(`/proc/${pid}/status`, 'latin1'), 'VmRSS');
  if (residentKb === null) throw new Error(`process ${pid} has no memory: it ended`);
  return { residentMb: toMb(residentKb), proportionalMb: proportional(pid) };
}

export interface Child {
  readonly pid: number;
  readonly command: string;
}

/** The processes that a process started. */
export function childrenOf(pid: number): Child[] {
  const children: Child[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // the name, in parentheses, may hold anything, so fields are counted after it
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (parent !== pid) continue;
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      children.push({ pid: Number(name), command });
    } catch {
      // it ended meanwhile
    }
  }
  return children;
}

function proportional(pid: number): number | null {
  try {
    const kb = field(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'), 'Pss');
    return kb === null ? null : toMb(kb);
  } catch {
    return null;
  }
}

function field(text: string, name: string): number | null {
  const found = new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(text);
  return found === null ? null : Number(found[1]);
}

function toMb(kb: number): number {
  return (kb * 1024) / 1e6;
}
