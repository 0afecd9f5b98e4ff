import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { nextNonceMs, signatureOf } from "./signing";

test("the documented vector comes out, letter by letter", () => {
  expect(signatureOf({ apiKey: "A24b4fSJ8SKhowxlY", apiSecret: "test-secret", nonceMs: 1712042205773 })).toBe(
    "1712042205773.f3a69634f04c4755185fc615fdab810077c9f17c141af3149c25c16cd254a280",
  );
});

test("only the time and the key are signed: the same for every path and body", () => {
  const [nonce = "", mac] = signatureOf({ apiKey: "key-value", apiSecret: "secret", nonceMs: 1772442000000 }).split(".");
  expect(mac).toBe(createHmac("sha256", "secret").update(`${nonce}.key-value`).digest("hex"));
  expect(nonce).toMatch(/^\d{13}$/);
});

test("no nonce is used twice for one connection, not within a millisecond nor after a clock was put back", () => {
  const noon = new Date("2026-03-02T12:00:00.000Z");
  const times = [noon, noon, new Date(noon.getTime() - 60_000), new Date(noon.getTime() + 1), new Date(noon.getTime() + 500)];
  const memory = new Map<string, unknown>();
  const nonces = times.map((at) => nextNonceMs({ memory, now: () => at }) - noon.getTime());
  expect(nonces).toEqual([0, 1, 2, 3, 500]);
  expect(nextNonceMs({ memory: new Map(), now: () => noon })).toBe(noon.getTime());
});
