import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process it is, for those who come later: a process id alone may come back as somebody else. */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, in the kernel's ticks; null where that can't be told. */
  readonly startTicks: string | null;
  /** Where its process id means something: machine, boot and process id namespace. */
  readonly scope: string;
}

export function ownMark(): ProcessMark {
  return { pid: process.pid, startTicks: startTicks(process.pid), scope: scope() };
}

/**
 * Whether a process lives.
 * @param saidSo whether it has said so lately: all there is to go by where it can't be looked at
 */
export function isAlive(mark: ProcessMark, saidSo: () => boolean): boolean {
  if (mark.scope !== scope()) return saidSo();
  if (mark.startTicks !== null) return startTicks(mark.pid) === mark.startTicks;
  try {
    process.kill(mark.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat; null where there is no such process or no /proc. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // the name, in parentheses, may hold anything, so fields are counted after it
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function scope(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
