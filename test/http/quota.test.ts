import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callerOf, createQuota } from '../../src/http/quota.ts';

test('neither one caller nor all together ever have more places than there are, and all come back', () => {
  const steps = fc.array(fc.record({ caller: fc.constantFrom('a', 'b', 'c'), gives: fc.nat(20) }));
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      (list, ofOne, inAll) => {
        const quota = createQuota({ of: 'things', maxOfOneCaller: ofOne, maxInAll: inAll });
        const held: { caller: string; give: () => void }[] = [];
        const given: (() => void)[] = [];
        for (const { caller, gives } of list) {
          const own = held.filter((place) => place.caller === caller).length;
          const place = quota.take(caller);
          if (own >= ofOne) expect(place).toMatchObject({ status: 429 });
          else if (held.length >= inAll) expect(place).toMatchObject({ status: 503 });
          else if (typeof place === 'function') held.push({ caller, give: place });
          else expect.unreachable('there was room');
          const [left] = held.splice(gives, 1);
          left?.give();
          if (left) given.push(left.give);
          // twice is once
          given.at(0)?.();
        }
        for (const { give } of held) give();
        for (let count = 0; count < Math.min(ofOne, inAll); count++) {
          expect(quota.take('a')).toBeTypeOf('function');
        }
      },
    ),
  );
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s is the caller %s', (remoteAddress, caller) => {
  expect(callerOf({ remoteAddress })).toBe(caller);
});

test('addresses of one IPv6 network are one caller, those of two are two', () => {
  const callerAt = (remoteAddress: string) => callerOf({ remoteAddress });
  expect(callerAt('2001:db8::1')).toBe(callerAt('2001:db8::2'));
  expect(callerAt('2001:db8::1')).not.toBe(callerAt('2001:db8:0:1::1'));
});
