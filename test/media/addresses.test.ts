import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAddressCheck } from '../../src/media/addresses.ts';

const isPublic = createAddressCheck([]);

const octet = fc.integer({ min: 0, max: 255 });
const v4 = (...octets: fc.Arbitrary<number>[]) => fc.tuple(...octets).map((parts) => parts.join('.'));
const fixed = fc.constant;

const specialV4 = fc.oneof(
  v4(fixed(0), octet, octet, octet),
  v4(fixed(10), octet, octet, octet),
  v4(fixed(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  v4(fixed(127), octet, octet, octet),
  v4(fixed(169), fixed(254), octet, octet),
  v4(fixed(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  v4(fixed(192), fixed(0), fixed(0), octet),
  v4(fixed(192), fixed(0), fixed(2), octet),
  v4(fixed(192), fixed(168), octet, octet),
  v4(fixed(198), fc.constantFrom(18, 19), octet, octet),
  v4(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
  fixed('168.63.129.16'),
);
/** The last 32 bits of an IPv6 address, as an IPv4 address writes them. */
const hex = (address: string) => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
};
const group = fc.integer({ min: 0, max: 0xffff }).map((part) => part.toString(16));
const tail = fc.tuple(group, group, group, group).map((parts) => parts.join(':'));
const specialV6 = fc.oneof(
  fixed('::'),
  fixed('::1'),
  specialV4.map((address) => `::ffff:${address}`),
  specialV4.map((address) => `::ffff:${hex(address)}`),
  specialV4.map((address) => `::${hex(address)}`),
  specialV4.map((address) => `64:ff9b::${hex(address)}`),
  specialV4.map((address) => `64:ff9b:1::${hex(address)}`),
  specialV4.map((address) => `2002:${hex(address)}::1`),
  tail.map((rest) => `fe80::${rest}`),
  tail.map((rest) => `fec0::${rest}`),
  fc
    .tuple(fc.integer({ min: 0xfc00, max: 0xfdff }), tail)
    .map(([head, rest]) => `${head.toString(16)}::${rest}`),
  fc
    .tuple(fc.integer({ min: 0xff00, max: 0xffff }), tail)
    .map(([head, rest]) => `${head.toString(16)}::${rest}`),
  tail.map((rest) => `2001:db8::${rest}`),
  // unassigned space
  fc
    .tuple(fc.integer({ min: 0x4000, max: 0xefff }), tail)
    .map(([head, rest]) => `${head.toString(16)}::${rest}`),
);

describe('which addresses pictures are fetched from', () => {
  test('no private or special IPv4 address passes', () => {
    fc.assert(fc.property(specialV4, (address) => !isPublic(address)));
  });

  test('no private or special IPv6 address passes, nor an IPv4 one in disguise', () => {
    fc.assert(fc.property(specialV6, (address) => !isPublic(address)));
  });

  test.each([
    '8.8.8.8',
    '93.184.215.14',
    '172.32.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2606:4700::1111',
  ])('%s is public', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each(['', 'localhost', 'fe80::1%eth0', '2606:4700::1111%1', '1.2.3', 'not an address', '8.8.8.8/8'])(
    '%j is not an address',
    (address) => {
      expect(isPublic(address)).toBe(false);
    },
  );

  test('a network that is allowed is reached, also in its IPv6 forms, and no other', () => {
    const isAllowed = createAddressCheck(['10.1.0.0/16', 'fd00:1::/32']);
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '64:ff9b::a01:203', 'fd00:1::5', '8.8.8.8']) {
      expect(isAllowed(address), address).toBe(true);
    }
    for (const address of ['10.2.0.1', '127.0.0.1', 'fd00:2::5', '::ffff:10.2.0.1']) {
      expect(isAllowed(address), address).toBe(false);
    }
  });
});
