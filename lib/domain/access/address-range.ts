import ipaddr from "ipaddr.js";
import * as z from "zod";

export const MOST_RANGES = 50;

/** One address, or a range of them as CIDR; becomes the range as it is stored: `203.0.113.7/32`, `2001:db8::/32`. */
export const AddressRange = z.string().transform((typed, context) => {
  const range = readRange(typed.trim());
  if (range) return range;
  context.addIssue({ code: "custom", message: "Give an address such as 203.0.113.7, or a range such as 203.0.113.0/24 or 2001:db8::/32." });
  return z.NEVER;
});

export const AddressRanges = z
  .array(AddressRange)
  .max(MOST_RANGES, `At most ${MOST_RANGES} ranges.`)
  .transform((ranges) => [...new Set(ranges)]);

/** An IPv4 address that came over IPv6 (`::ffff:203.0.113.7`) is the IPv4 address. */
export function isWithin(address: string | undefined, ranges: readonly string[]): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}

function readRange(typed: string): string | null {
  // In words of four numbers and nothing shorter: "10.1" is an address to some programs, and a typing error to people.
  const isFull = typed.includes(":") || /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/.test(typed);
  if (!isFull) return null;
  const whole = typed.includes("/") ? typed : `${typed}/${typed.includes(":") ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(whole)) return null;
  const [address, bits] = ipaddr.parseCIDR(whole);
  const isV6 = address.kind() === "ipv6";
  const network = isV6 ? ipaddr.IPv6.networkAddressFromCIDR(whole) : ipaddr.IPv4.networkAddressFromCIDR(whole);
  return `${network.toString()}/${bits}`;
}
