import ipaddr from "ipaddr.js";

/**
 * Whether a merchant's address may be called from inside this network: only what the whole internet can reach anyway. IPv6 is let in by
 * the one block that is given out, so that every form which carries another address inside it (mapped, NAT64, 6to4, Teredo) stays out.
 */
export function isCallable(address: string, { allowsLoopback }: { readonly allowsLoopback: boolean }): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() === "loopback") return allowsLoopback;
  if (parsed.range() !== "unicast") return false;
  const isGivenOut = parsed.kind() === "ipv4" || parsed.match(GLOBAL_UNICAST);
  return isGivenOut && !MORE_SPECIAL.some((range) => range[0].kind() === parsed.kind() && parsed.match(range));
}

const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3");

/** Special although the library does not say so, or says so under a name that may change. */
const MORE_SPECIAL = [
  // A cloud's own service for its machines, at an address that looks like anybody's.
  "168.63.129.16/32",
  "192.88.99.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.175.48.0/24",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "2620:4f:8000::/48",
  "3fff::/20",
].map((range) => ipaddr.parseCIDR(range));
