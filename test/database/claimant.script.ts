// Claims a directory, says what came of it, and holds it until its standard input closes.
import { claim } from '../../src/database/embedded/lock.ts';

const [directory = ''] = process.argv.slice(2);
const held = await claim(directory, { pid: process.pid, command: 'claimant', socketFolder: '/nowhere' });
console.log('release' in held ? 'claimed' : `held by ${held.owner}`);
if ('release' in held) {
  process.stdin.resume().on('end', () => {
    held.release();
    process.exit(0);
  });
}
