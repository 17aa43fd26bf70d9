import type { Socket } from 'node:net';
import { createFrameReader } from './frames.ts';

/** The one session there is: runs messages of the wire protocol to their end. */
export interface ProtocolRunner {
  execProtocolRawStream(bytes: Uint8Array, options: { onRawData: (data: Uint8Array) => void }): Promise<void>;
  isInTransaction(): boolean;
}

export interface SharedSession {
  /** Serves a new connection. */
  serve(socket: Socket): void;
  /** Runs work that no statement and no transaction of a connection comes in between of. */
  exclusive(work: () => Promise<void>): Promise<void>;
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

const syncMessage = Buffer.from([SYNC.charCodeAt(0), 0, 0, 0, 4]);
const rollbackMessage = Buffer.from('Q\0\0\0\rrollback\0', 'latin1');

/** Messages that run together. */
interface Batch {
  readonly bytes: Uint8Array;
  /** Whether the statement is over after it: false after a Flush, whose Sync is yet to come. */
  readonly ends: boolean;
}

interface Connection {
  readonly socket: Socket;
  readonly batches: Batch[];
}

/** What waits for the session: a connection, for its next batch, or work of our own. */
type Turn = Connection | (() => Promise<void>);

/**
 * Shares PGlite's one session between connections. A connection keeps the session from the first message of a
 * statement to its Sync, and from begin to the end of its transaction: cut any finer, the unnamed statements of
 * two connections would replace each other between Parse and Bind. What a session remembers (SET, prepared
 * names, LISTEN) is everybody's, so callers use `set local` and unnamed statements.
 *
 * @param onCrash is told what the database itself threw: it is of no more use then
 */
export function shareSession(database: ProtocolRunner, onCrash: (error: unknown) => void): SharedSession {
  const waiting: Turn[] = [];
  let keeper: Connection | undefined;
  let keeperTimer: NodeJS.Timeout | undefined;
  let running = false;

  const keep = (connection: Connection | undefined) => {
    keeper = connection;
    clearTimeout(keeperTimer);
    if (connection === undefined) return;
    keeperTimer = setTimeout(() => connection.socket.destroy(), IDLE_IN_TRANSACTION_MS).unref();
  };

  const nextTurn = (): Turn | undefined => {
    if (keeper === undefined) return waiting.shift();
    const index = waiting.indexOf(keeper);
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };

  const execute = async ({ socket }: Connection, bytes: Uint8Array) => {
    socket.cork();
    await database.execProtocolRawStream(bytes, {
      // the bytes lie in the database's own memory, which the next message overwrites
      onRawData: (data) => {
        if (socket.writable) socket.write(Buffer.from(data));
      },
    });
    socket.uncork();
  };

  const take = async (turn: Turn) => {
    if (typeof turn === 'function') return turn();
    const batch = turn.batches.shift();
    if (batch === undefined) return;
    await execute(turn, batch.bytes);
    keep(batch.ends && !database.isInTransaction() ? undefined : turn);
    if (turn.socket.destroyed) await leave(turn);
  };

  /** A connection that went away takes its open statement and transaction with it. */
  const leave = async (connection: Connection) => {
    connection.batches.length = 0;
    if (keeper !== connection) return;
    await execute(connection, syncMessage);
    if (database.isInTransaction()) await execute(connection, rollbackMessage);
    keep(undefined);
  };

  /** One thing at a time. */
  const run = async (first?: () => Promise<void>) => {
    if (running) return;
    running = true;
    try {
      await first?.();
      for (let turn = nextTurn(); turn !== undefined; turn = nextTurn()) await take(turn);
    } catch (error) {
      onCrash(error);
    } finally {
      running = false;
    }
  };

  const submit = (connection: Connection, batch: Batch) => {
    connection.batches.push(batch);
    waiting.push(connection);
    void run();
  };

  return {
    serve(socket) {
      const connection: Connection = { socket, batches: [] };
      const readFrames = createFrameReader();
      let parts: Buffer[] = [];
      socket.on('data', (chunk) => {
        for (const message of readFrames(chunk)) {
          if (message.kind === 'encryption') socket.write('N');
          else if (message.kind === 'startup') submit(connection, { bytes: message.bytes, ends: true });
          else if (message.kind === 'cancel' || message.type === TERMINATE) socket.end();
          else {
            parts.push(message.bytes);
            if (!BOUNDARIES.has(message.type)) continue;
            submit(connection, { bytes: Buffer.concat(parts), ends: message.type !== FLUSH });
            parts = [];
          }
        }
      });
      socket.on('error', () => socket.destroy());
      // where a turn of it runs just now, that turn sees that the socket is gone
      socket.on('close', () => void run(() => leave(connection)));
    },
    exclusive: (work) =>
      new Promise((resolve, reject) => {
        waiting.push(() => work().then(resolve, reject));
        void run();
      }),
  };
}
