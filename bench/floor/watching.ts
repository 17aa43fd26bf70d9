import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';

// The least that telling many of a change can be: a row is changed and announced in one statement, a connection
// listens, and each announcement is read once and sent to all. It speaks as much of GraphQL over SSE and WebSocket as
// those who watch ask for, with the run's id in FLOOR_RUN.

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const run = required('FLOOR_RUN');
const connectionString = required('FLOOR_URL');
const pool = new pg.Pool({ connectionString, max: 4 });
const listening = new pg.Client({ connectionString });
await listening.connect();
await pool.query(`create table floor_run as select 'RUNNING' as state`);
await listening.query('listen floor');

const change = `
  with changed as (update floor_run set state = $1 returning state) select pg_notify('floor', '') from changed`;
const told = new Set<(result: string) => void>();

async function read(): Promise<string> {
  const { rows } = await pool.query<{ state: string }>('select state from floor_run');
  return JSON.stringify({ data: { reindexProgress: { id: run, state: rows[0]?.state } } });
}

async function tellAll(): Promise<void> {
  const result = await read();
  for (const tell of told) tell(result);
}
listening.on('notification', () => void tellAll());

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  if (request.headers.accept === 'text/event-stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const tell = (result: string) => response.write(`event: next\ndata: ${result}\n\n`);
    tell(await read());
    told.add(tell);
    return;
  }
  await pool.query({
    name: 'change',
    text: change,
    values: [body.includes('pauseReindex') ? 'PAUSED' : 'RUNNING'],
  });
  const job = { id: run, state: '', total: 0, succeeded: 0, skipped: 0 };
  response.end(JSON.stringify({ data: { result: { job } } }));
}

async function receive(socket: WebSocket, text: string): Promise<void> {
  const { type, id }: { type: string; id: string } = JSON.parse(text);
  if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
  if (type !== 'subscribe') return;
  const tell = (result: string) => socket.send(`{"type":"next","id":"${id}","payload":${result}}`);
  tell(await read());
  told.add(tell);
}

const server = createServer((request, response) => void answer(request, response));
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) =>
  socket.on('message', (data) => void receive(socket, String(data))),
);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
