import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AddressRange, AddressRanges, isWithin } from "./address-range";

describe("a range of addresses", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7/32"],
    [" 203.0.113.7/24 ", "203.0.113.0/24"],
    ["2001:DB8::1/32", "2001:db8::/32"],
    ["::1", "::1/128"],
    ["0.0.0.0/0", "0.0.0.0/0"],
  ])("%j is kept as %j", (typed, kept) => expect(AddressRange.parse(typed)).toBe(kept));

  test.each(["", "10.1", "10.1.2.3/33", "10.1.2.300", "2001:db8::/129", "example.test", "0x7f000001", "10.0.0.0-10.0.0.9", "10.1.2.3/"])(
    "%j is none",
    (typed) => expect(AddressRange.safeParse(typed).success).toBe(false),
  );

  test("is kept once", () => expect(AddressRanges.parse(["10.0.0.1/8", "10.0.0.0/8"])).toEqual(["10.0.0.0/8"]));
});

describe("an address", () => {
  test("is within its own range, by whichever protocol it came", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, bits) => {
        const ranges = [AddressRange.parse(`${address}/${bits}`)];
        expect([isWithin(address, ranges), isWithin(`::ffff:${address}`, ranges)]).toEqual([true, true]);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, bits) => {
        const kept = AddressRange.safeParse(`${address}/${bits}`);
        // What is IPv4 in another dress is compared as IPv4.
        if (kept.success && !/^::ffff:/.test(kept.data) && !address.includes(".")) expect(AddressRange.parse(kept.data)).toBe(kept.data);
      }),
    );
  });

  test("that is not known, or is none, is within nothing", () => {
    for (const address of [undefined, "", "unknown", "203.0.113.7:443"]) expect(isWithin(address, ["0.0.0.0/0"])).toBe(false);
    expect(isWithin("203.0.114.1", ["203.0.113.0/24"])).toBe(false);
    expect(isWithin("2001:db8::1", ["0.0.0.0/0"])).toBe(false);
    expect(isWithin("203.0.113.7", [])).toBe(false);
  });
});
