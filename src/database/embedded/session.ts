import type { Socket } from 'node:net';
import { createFrameReader } from './frames.ts';

/** The one session there is: runs messages of the wire protocol to their end. */
export interface ProtocolRunner {
  execProtocolRawStream(bytes: Uint8Array, options: { onRawData: (data: Uint8Array) => void }): Promise<void>;
  isInTransaction(): boolean;
}

/** Messages after which PostgreSQL answers without waiting for more. */
const QUERY = 'Q';
const SYNC = 'S';
const FLUSH = 'H';
const FUNCTION_CALL = 'F';
const TERMINATE = 'X';
const BOUNDARIES = new Set([QUERY, SYNC, FLUSH, FUNCTION_CALL]);

/** As idle_in_transaction_session_timeout on a server: an open transaction holds up everybody. */
const IDLE_IN_TRANSACTION_MS = 60_000;

interface Batch {
  readonly bytes: Uint8Array;
  /** Whether the statement is over after it: false after a Flush, whose Sync is yet to come. */
  readonly ends: boolean;
}

interface Connection {
  readonly socket: Socket;
  readonly batches: Batch[];
}

const syncMessage = Buffer.from([SYNC.charCodeAt(0), 0, 0, 0, 4]);
const rollbackMessage = Buffer.from('Q\0\0\0\rrollback\0', 'latin1');

/**
 * Shares PGlite's one session between connections. A connection keeps the session from the first message of a
 * statement to its Sync, and from begin to the end of its transaction: cut any finer, the unnamed statements of
 * two connections would replace each other between Parse and Bind. What a session remembers (SET, prepared
 * names, LISTEN) is everybody's, so callers use `set local` and unnamed statements.
 *
 * @param onCrash is told what the database itself threw: it is of no more use then
 * @returns what serves a new connection
 */
export function shareSession(
  database: ProtocolRunner,
  onCrash: (error: unknown) => void,
): (socket: Socket) => void {
  const waiting: Connection[] = [];
  let keeper: Connection | undefined;
  let keeperTimer: NodeJS.Timeout | undefined;
  let running = false;

  const keep = (connection: Connection | undefined) => {
    keeper = connection;
    clearTimeout(keeperTimer);
    if (connection !== undefined)
      keeperTimer = setTimeout(() => connection.socket.destroy(), IDLE_IN_TRANSACTION_MS).unref();
  };

  const nextTurn = (): Connection | undefined => {
    if (keeper === undefined) return waiting.shift();
    const index = waiting.indexOf(keeper);
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };

  const execute = async ({ socket }: Connection, bytes: Uint8Array) => {
    socket.cork();
    try {
      await database.execProtocolRawStream(bytes, {
        // the bytes lie in the database's own memory, which the next message overwrites
        onRawData: (data) => {
          if (socket.writable) socket.write(Buffer.from(data));
        },
      });
    } finally {
      socket.uncork();
    }
  };

  const work = async () => {
    if (running) return;
    running = true;
    try {
      for (let turn = nextTurn(); turn !== undefined; turn = nextTurn()) {
        const batch = turn.batches.shift();
        if (batch === undefined) continue;
        await execute(turn, batch.bytes);
        keep(batch.ends && !database.isInTransaction() ? undefined : turn);
        if (turn.socket.destroyed) await leave(turn);
      }
    } catch (error) {
      onCrash(error);
    } finally {
      running = false;
    }
  };

  /** A connection that went away takes its open statement and transaction with it. */
  const leave = async (connection: Connection) => {
    connection.batches.length = 0;
    if (keeper !== connection) return;
    await execute(connection, syncMessage);
    if (database.isInTransaction()) await execute(connection, rollbackMessage);
    keep(undefined);
  };

  const submit = (connection: Connection, batch: Batch) => {
    connection.batches.push(batch);
    waiting.push(connection);
    void work();
  };

  return (socket) => {
    const connection: Connection = { socket, batches: [] };
    const readFrames = createFrameReader();
    let parts: Buffer[] = [];
    socket.on('data', (chunk) => {
      for (const message of readFrames(chunk)) {
        if (message.kind === 'encryption') socket.write('N');
        else if (message.kind === 'cancel') socket.end();
        else if (message.kind === 'startup') submit(connection, { bytes: message.bytes, ends: true });
        else if (message.type === TERMINATE) socket.end();
        else {
          parts.push(message.bytes);
          if (!BOUNDARIES.has(message.type)) continue;
          submit(connection, {
            bytes: parts.length === 1 ? message.bytes : Buffer.concat(parts),
            ends: message.type !== FLUSH,
          });
          parts = [];
        }
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      connection.batches.length = 0;
      if (keeper === connection && !running) {
        running = true;
        leave(connection)
          .catch(onCrash)
          .finally(() => {
            running = false;
            void work();
          });
      }
    });
  };
}
