import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../src/config.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import { createLog } from '../../src/log.ts';

// A parent to be killed: says so once its child works, and keeps it at work.

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const config = { ...readConfig({}), MODELS_DIR: at('../../models') };
const embedder = await createEmbedder({ config, log: createLog({ level: 'silent', format: 'json' }) });
const picture = readFileSync(at('../fixtures/noto/1f3b8.png'));
const work = () => embedder.embedImage(picture, { priority: 'bulk', waitMs: Number.POSITIVE_INFINITY });
await work();
console.log('at work');
for (;;) await Promise.all(Array.from({ length: 8 }, work));
