// Writes products as fast as it can and says which ones are acknowledged, or keeps the database busy, until it is killed.
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import { silent } from '../helpers/database.ts';

const database = await connectDatabase(readConfig(), silent);
if (process.argv[2] === 'long-statement') {
  const busy = database.query({
    name: 'busy',
    text: 'select count(*) from generate_series(1, 1000000000)',
    values: [],
  });
  setTimeout(() => process.stdout.write('busy\n'), 300);
  await busy;
}
for (let n = 0; ; n++) {
  await database.query({
    name: 'write',
    text: "insert into products (external_id, title, words) values ($1, 'A thing', '')",
    values: [`p${n}`],
  });
  process.stdout.write(`p${n}\n`);
}
