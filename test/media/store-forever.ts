// Stores pictures one after the other until it is killed, and removes every other one.
import { randomBytes } from 'node:crypto';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import { createLog } from '../../src/log.ts';
import { createMedia } from '../../src/media/media.ts';

const config = readConfig();
const log = createLog({ level: 'silent', format: 'json' });
const database = await connectDatabase(config, log, { share: true });
const facts = { format: 'png', width: 1, height: 1 } as const;
const pictures = { inspect: async () => facts, resize: async (bytes: Buffer) => bytes };
const media = createMedia({ config, database, pictures, log });
for (let round = 0; ; round += 1) {
  const { hash } = await media.store(randomBytes(100_000));
  if (round % 2 === 1) await media.removeUnreferenced([hash]);
  if (round === 20) console.log('under way');
}
