import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createUploads, isUnfinished, type Send } from '../../../src/web/admin/products/pictures/uploads.ts';

const address = (name: string) => ({ kind: 'url', url: `https://shop.example/${name}` }) as const;

/** A server that answers when the test says so. */
function server() {
  const open: { url: string; signal: AbortSignal; answer: (given: Awaited<ReturnType<Send>>) => void }[] = [];
  const send: Send = (_productId, picture, { signal }) =>
    new Promise((resolve) => {
      open.push({ url: picture.kind === 'url' ? picture.url : '', signal, answer: resolve });
    });
  return { open, send };
}

test('few pictures are sent at once, in their order, and each is told of', async () => {
  const { open, send } = server();
  const uploads = createUploads(send);
  const states = () => uploads.snapshot().map(({ state }) => state.kind);
  uploads.add('p', [address('1'), address('2'), address('3')]);
  expect(states()).toEqual(['sending', 'sending', 'waiting']);
  open[0]?.answer({ imageId: 'i' });
  await setImmediate();
  expect(states()).toEqual(['added', 'sending', 'sending']);
  open[1]?.answer({ failure: { code: 'BAD_IMAGE', message: 'no' } });
  open[2]?.answer({ imageId: 'j' });
  await setImmediate();
  expect(states()).toEqual(['added', 'failed', 'added']);
  const [, failed] = uploads.snapshot();
  uploads.again(failed?.key ?? '');
  expect(states()).toEqual(['added', 'sending', 'added']);
  expect(open.map(({ url }) => url.at(-1))).toEqual(['1', '2', '3', '2']);
});

test('those of a product that is not there yet wait for it', () => {
  const { open, send } = server();
  const uploads = createUploads(send);
  uploads.add(null, [address('1')]);
  expect(open).toHaveLength(0);
  expect(uploads.snapshot().every(isUnfinished)).toBe(true);
  uploads.assign('p');
  expect(open).toHaveLength(1);
});

test('what is taken off the list is cut off, and the next goes on', async () => {
  const { open, send } = server();
  const uploads = createUploads(send);
  uploads.add('p', [address('1'), address('2'), address('3')]);
  uploads.remove(({ key }) => key === '1');
  expect(open[0]?.signal.aborted).toBe(true);
  open[0]?.answer({ failure: { code: 'NETWORK', message: '' } });
  await setImmediate();
  expect(uploads.snapshot().map(({ name, state }) => [name.at(-1), state.kind])).toEqual([
    ['2', 'sending'],
    ['3', 'sending'],
  ]);
});
