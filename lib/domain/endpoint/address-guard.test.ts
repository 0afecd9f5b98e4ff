import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCallable } from "./address-guard";

// The other witness: IANA's registries of special addresses, word for word, read by Node's own list and not by the library.
const SPECIAL_V4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";
const SPECIAL_V6 =
  "::/128 ::1/128 ::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001::/32 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8";
const RANGES = [
  ...SPECIAL_V4.split(" ").map((text) => ({ text, bits: 32 })),
  ...SPECIAL_V6.split(" ").map((text) => ({ text, bits: 128 })),
];
const FREE = { allowsLoopback: false };

const special = { v4: new BlockList(), v6: new BlockList() };
for (const { text, bits } of RANGES) {
  const [network = "", length = ""] = text.split("/");
  special[bits === 32 ? "v4" : "v6"].addSubnet(network, Number(length), bits === 32 ? "ipv4" : "ipv6");
}

function bigOf(address: string, bits: number): bigint {
  if (bits === 32) return BigInt(address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0));
  const [head = "", tail = ""] = address.replace("ffff:0:0", "ffff:0000:0000").split("::");
  const [before, after] = [head, tail].map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - (before?.length ?? 0) - (after?.length ?? 0) }, () => "0");
  return [...(before ?? []), ...zeros, ...(after ?? [])].reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n);
}

function written(value: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(":");
}

const inRange = fc.constantFrom(...RANGES).chain(({ text, bits }) => {
  const [network = "", length = "0"] = text.split("/");
  const free = 2n ** BigInt(bits - Number(length));
  const base = bigOf(network, bits);
  return fc.bigInt({ min: 0n, max: free - 1n }).map((offset) => ({ address: written(base + offset, bits), range: text }));
});

describe("an address that is called", () => {
  test("is in no special range, wherever in it", () => {
    fc.assert(
      fc.property(inRange, ({ address }) => !isCallable(address, FREE)),
      { numRuns: 5_000 },
    );
  });

  test("is every other that is given out, IPv4 and IPv6", () => {
    const anywhere = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((value) => written(value, 32));
    fc.assert(
      fc.property(anywhere, (address) => isCallable(address, FREE) === !special.v4.check(address, "ipv4")),
      { numRuns: 5_000 },
    );
    const sixes = fc.bigInt({ min: 2n ** 125n, max: 2n ** 126n - 1n }).map((value) => written(value, 128));
    fc.assert(
      fc.property(sixes, (address) => isCallable(address, FREE) === !special.v6.check(address, "ipv6")),
      { numRuns: 5_000 },
    );
  });

  test("hides no private one inside an IPv6 form", () => {
    const forms = [
      "::ffff:10.0.0.1",
      "::ffff:a00:1",
      "::10.0.0.1",
      "64:ff9b::10.0.0.1",
      "64:ff9b:1::a00:1",
      "2002:a00:1::",
      "2001:0:a00:1::",
      "::ffff:0:10.0.0.1",
    ];
    for (const form of forms) expect(isCallable(form, FREE), form).toBe(false);
  });

  test("is no cloud's own service, and nothing that is not an address", () => {
    for (const address of [
      "169.254.169.254",
      "fd00:ec2::254",
      "100.100.100.200",
      "168.63.129.16",
      "192.0.0.192",
      "",
      "localhost",
      "10.1",
      "fe80::1%eth0",
    ]) {
      expect(isCallable(address, FREE), address).toBe(false);
    }
  });

  test("is this very machine only in a rehearsal, and nothing else inside even then", () => {
    for (const address of ["127.0.0.1", "127.9.9.9", "::1"]) {
      expect(isCallable(address, FREE)).toBe(false);
      expect(isCallable(address, { allowsLoopback: true })).toBe(true);
    }
    for (const address of ["10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "0.0.0.0", "::"])
      expect(isCallable(address, { allowsLoopback: true })).toBe(false);
  });
});
