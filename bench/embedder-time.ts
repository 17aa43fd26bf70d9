import { readFileSync } from 'node:fs';
import { childrenOf } from './memory-of.ts';

const ticksPerSecond = 100;

/** The processor time, in seconds, that the embedder of a server has used; null where there is no /proc to tell. */
export function embedderSeconds(serverPid: number): number | null {
  if (process.platform !== 'linux') return null;
  const embedder = childrenOf(serverPid).find(({ command }) => command.includes('src/embedding/'));
  if (embedder === undefined) throw new Error('the server has no embedder process');
  const stat = readFileSync(`/proc/${embedder.pid}/stat`, 'latin1');
  // the name, in parentheses, may hold anything, so fields are counted after it
  const [userTicks, systemTicks] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(userTicks) + Number(systemTicks)) / ticksPerSecond;
}
