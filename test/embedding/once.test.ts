import { describe, expect, test } from 'vitest';
import { createOnce } from '../../src/embedding/once.ts';

/** Work that ends when it is told to, and is counted. */
function work() {
  const begun: { signal: AbortSignal; end: (value: object) => void; fail: (error: Error) => void }[] = [];
  const begin = (signal: AbortSignal) =>
    new Promise<object>((resolve, reject) => {
      begun.push({ signal, end: resolve, fail: reject });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  return { begun, begin };
}

describe('equal requests', () => {
  test('are worked out once, while they wait and after', async () => {
    const { begun, begin } = work();
    const once = createOnce<object>(10);
    const both = [once.get('a', begin), once.get('a', begin)];
    const value = {};
    begun[0]?.end(value);
    expect(await Promise.all(both)).toEqual([value, value]);
    expect(await once.get('a', begin)).toBe(value);
    expect(begun).toHaveLength(1);
  });

  test('one caller that leaves takes nothing from the other', async () => {
    const { begun, begin } = work();
    const once = createOnce<object>(10);
    const leaver = new AbortController();
    const left = once.get('a', begin, leaver.signal);
    const stays = once.get('a', begin, new AbortController().signal);
    leaver.abort();
    await expect(left).rejects.toThrow('aborted');
    expect(begun[0]?.signal.aborted).toBe(false);
    const value = {};
    begun[0]?.end(value);
    expect(await stays).toBe(value);
  });

  test('once all have left the work is abandoned, and a later caller gets work of its own', async () => {
    const { begun, begin } = work();
    const once = createOnce<object>(10);
    const leaver = new AbortController();
    const left = once.get('a', begin, leaver.signal);
    leaver.abort();
    await expect(left).rejects.toThrow('aborted');
    expect(begun[0]?.signal.aborted).toBe(true);
    const again = once.get('a', begin);
    const value = {};
    begun[1]?.end(value);
    expect(await again).toBe(value);
  });

  test('a failure reaches all who wait, and is not kept', async () => {
    const { begun, begin } = work();
    const once = createOnce<object>(10);
    const both = [once.get('a', begin), once.get('a', begin)];
    begun[0]?.fail(new Error('no good'));
    for (const failed of both) await expect(failed).rejects.toThrow('no good');
    const again = once.get('a', begin);
    begun[1]?.end({});
    await again;
    expect(begun).toHaveLength(2);
  });

  test('the oldest is forgotten past the bound', async () => {
    const once = createOnce<object>(2);
    for (const key of ['a', 'b', 'c']) await once.get(key, async () => ({}));
    expect([once.peek('a'), once.peek('b'), once.peek('c')]).toEqual([undefined, {}, {}]);
  });
});
