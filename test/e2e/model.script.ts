// npm run model, for a registry that a test wrote into a file.
import { readFileSync } from 'node:fs';
import { runModelCommand } from '../../scripts/model/command.ts';
import type { Registry } from '../../src/embedding/registry.ts';

const registry: Registry = JSON.parse(readFileSync(process.env.TEST_REGISTRY ?? '', 'utf8'));
process.exitCode = await runModelCommand(process.argv.slice(2), {
  registry,
  limits: { pausesMs: [10, 10], silenceMs: 5000 },
});
