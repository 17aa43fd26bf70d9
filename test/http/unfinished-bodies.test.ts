import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openDoor } from './door.ts';

test('large bodies that nobody finishes have bounded room; small ones get in, and the room is given back', async () => {
  await using door = await openDoor();
  const body = Buffer.alloc(4_900_000, ' ');
  const begin = (): Socket => {
    const socket = connect(door.port, '127.0.0.1').on('error', () => {});
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nContent-Type: application/json\r\nContent-Length: 4999999\r\n\r\n`,
    );
    socket.write(body);
    return socket;
  };
  const ask = (query: string) =>
    fetch(`${door.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
  // one that is refused while it still writes may lose its answer
  const large = () =>
    ask(`{ hello }${' '.repeat(4_000_000)}`).then(
      (answer) => answer.text(),
      () => 'lost',
    );

  const senders = Array.from({ length: 20 }, begin);
  await expect.poll(large).toContain('OVERLOADED');
  expect((await ask('{ hello }')).status).toBe(200);

  for (const sender of senders) sender.destroy();
  await expect.poll(large).toBe('{"data":{"hello":"hello"}}');
  // callers who leave are no failure of the server
  expect(door.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});
