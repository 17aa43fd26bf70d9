import { runFaults } from '../test/faults/faults.ts';

process.exitCode = await runFaults(process.argv.slice(2));
