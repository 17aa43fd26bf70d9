import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Says whether a connection to an IP address, as text, is allowed. */
export type AddressCheck = (address: string) => boolean;

type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** All that IANA has given out as global unicast; whatever is outside it is special or unassigned. */
const globalUnicast: Network = ipaddr.parseCIDR('2000::/3');
/** The well-known NAT64 prefix (RFC 6052): the last 32 bits are the IPv4 address that is meant. */
const nat64: Network = ipaddr.parseCIDR('64:ff9b::/96');
/** Azure's host agent answers on an address of a public range. */
const publicButInternal = new Set(['168.63.129.16']);

/** The address that is reached in the end: IPv6 forms that only wrap an IPv4 address are unwrapped. */
function destination(text: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv6 && within(address, nat64)) {
    return new ipaddr.IPv4(address.toByteArray().slice(12));
  }
  return address;
}

function within(address: ipaddr.IPv4 | ipaddr.IPv6, network: Network): boolean {
  return address.kind() === network[0].kind() && address.match(network);
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  // 'unicast' is what is left when no special range holds
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv6) return within(address, globalUnicast);
  return !publicButInternal.has(address.toString());
}

/**
 * Allows public addresses and those within the given networks (CIDR). Anything that is not an IP address, or has a
 * zone, is refused.
 */
export function createAddressCheck(privateNetworks: readonly string[]): AddressCheck {
  const allowed = privateNetworks.map((network) => ipaddr.parseCIDR(network));
  return (text) => {
    if (isIP(text) === 0 || text.includes('%')) return false;
    const address = destination(text);
    return isPublic(address) || allowed.some((network) => within(address, network));
  };
}
