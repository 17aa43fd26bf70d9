import { hash } from 'node:crypto';

const shardCount = 256;
const leastSlots = 64;

/** Which texts came already, in 16 to 32 bytes for each, however long it is. */
export interface Seen {
  /** @returns whether it is new */
  add(text: string): boolean;
}

/**
 * Keeps 64 bits of a hash of each text: among ten million, two different ones are taken for the same with a chance of
 * one in 300,000. In parts that grow one by one, so that nobody waits while a large table is made anew.
 */
export function createSeen(): Seen {
  const shards = Array.from({ length: shardCount }, createShard);
  return {
    add(text) {
      const digest = hash('sha1', text, 'buffer');
      // 0 marks a free slot
      const mark = digest.readBigUInt64LE(0) || 1n;
      return shards[digest.readUInt8(8)]?.add(mark) ?? true;
    },
  };
}

/** A set of marks by open addressing. */
function createShard() {
  let slots = new BigUint64Array(0);
  let count = 0;

  function put(mark: bigint): boolean {
    const mask = slots.length - 1;
    // the low bits: those of a hash are as good as any
    for (let at = Number(BigInt.asUintN(32, mark)) & mask; ; at = (at + 1) & mask) {
      const held = slots[at];
      if (held === mark) return false;
      if (held !== 0n) continue;
      slots[at] = mark;
      return true;
    }
  }

  return {
    add(mark: bigint): boolean {
      if (count * 2 >= slots.length) {
        const before = slots;
        slots = new BigUint64Array(Math.max(leastSlots, before.length * 2));
        for (const held of before) if (held !== 0n) put(held);
      }
      const isNew = put(mark);
      if (isNew) count += 1;
      return isNew;
    },
  };
}
