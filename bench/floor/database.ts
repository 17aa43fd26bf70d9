import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

// The embedded database with nothing around it: the files in FLOOR_FILES behind the socket FLOOR_SOCKET.

const { FLOOR_FILES: dataDir, FLOOR_SOCKET: path } = process.env;
if (dataDir === undefined || path === undefined) throw new Error('FLOOR_FILES and FLOOR_SOCKET are needed');
const db = await PGlite.create({ dataDir, extensions: { vector, pg_trgm, unaccent } });
const server = new PGLiteSocketServer({ db, path, maxConnections: 4 });
await server.start();
console.log('listening');
process.stdin.resume().on('end', async () => {
  await server.stop();
  await db.close();
  process.exit(0);
});
