import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFrameReader } from '../../src/database/embedded/frames.ts';

const startup = Buffer.from('\0\0\0\x12\0\x03\0\0user\0pg\0\0\0', 'latin1');

function message(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 'latin1');
  header.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([header, body]);
}

it('cuts the same messages from a connection, whatever pieces its bytes arrive in', () => {
  const body = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  const sent = fc.array(fc.tuple(fc.constantFrom('Q', 'P', 'B', 'E', 'S'), body), { maxLength: 20 });
  fc.assert(
    fc.property(sent, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (messages, sizes) => {
      const whole = Buffer.concat([startup, ...messages.map(([type, content]) => message(type, content))]);
      const read = createFrameReader();
      const received = [];
      for (let at = 0, i = 0; at < whole.length; i++) {
        const size = sizes[i % sizes.length] ?? 1;
        received.push(...read(whole.subarray(at, at + size)));
        at += size;
      }
      expect(received).toEqual([
        { kind: 'startup', bytes: startup },
        ...messages.map(([type, content]) => ({ kind: 'message', type, bytes: message(type, content) })),
      ]);
    }),
  );
});

it('tells requests that come before the startup from it', () => {
  const read = createFrameReader();
  const request = (code: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32BE(8, 0);
    bytes.writeInt32BE(code, 4);
    return bytes;
  };
  expect(read(request(80_877_103))).toEqual([{ kind: 'encryption' }]);
  expect(read(startup)).toEqual([{ kind: 'startup', bytes: startup }]);
});
