import { describe, expect, test } from "vitest";
import { DAY_MS } from "@/lib/base/time";
import { answer, fixture, LOST, openWire, SETTINGS } from "./fake-wire";
import { bitpay } from "./index";
import { openMakeBelieve } from "./make-believe";
import { bitpayPairing } from "./pairing";

describe("pairing", () => {
  test("from a new key to tokens that open: a person enters each code, and the settings are then complete", async () => {
    const { core, context } = await openMakeBelieve();
    const begun = await bitpayPairing.begin(bitpayPairing.newSettings(), context);
    if (begun.kind !== "begun") throw new Error("It did not begin.");
    expect(begun.codes).toMatchObject([
      { purpose: "Payouts and recipients", code: expect.stringMatching(/^\w{7}$/), expiresAt: expect.any(Date) },
      { purpose: "Balances" },
    ]);
    const [payouts, balances] = begun.codes;
    expect(await bitpayPairing.check(begun.settings, context)).toEqual({ kind: "waiting", purpose: "Payouts and recipients" });
    expect(await core.moveEnrolment({ pairingCode: payouts?.code, accountId: "one" })).toMatchObject({ ok: true });
    expect(await bitpayPairing.check(begun.settings, context)).toEqual({ kind: "waiting", purpose: "Balances" });
    expect(await core.moveEnrolment({ pairingCode: balances?.code, accountId: "one" })).toMatchObject({ ok: true });
    expect(await bitpayPairing.check(begun.settings, context)).toEqual({ kind: "approved" });

    expect(bitpay.parseSettings(begun.settings)).toMatchObject({ ok: true });
    const connection = bitpay.connect(begun.settings, context);
    expect(await connection.readBalances?.()).toMatchObject({ kind: "read", balances: [{}, {}] });
  });

  test("asks without a signature, by the key's SIN, and keeps neither token nor code as evidence", async () => {
    const { sent, context, bodyOf } = openWire(({ url }) => answer(200, url.endsWith("/tokens") ? fixture("tokens") : ""));
    expect(await bitpayPairing.begin(SETTINGS, context)).toMatchObject({ kind: "unavailable" });
    expect(bodyOf(0)).toEqual({ id: "TfBqeTz1xKY35nMq7PdGdahsfdCcgDsgQmF", facade: "payout", label: "Counterfoil" });
    expect(Object.keys(sent[0]?.headers ?? {})).not.toContain("x-signature");
    const kept = sent[0]?.keptOfAnswer?.(fixture("tokens")) ?? "";
    expect(kept).not.toContain("7wTq8YwKz5LxNd2RbPcFh7Gm4SjVt9Xa6ZkWe1QyHu");
    expect(kept).not.toContain("kW3xQ7p");
  });

  test("a code that has expired, or that nobody was given, opens nothing", async () => {
    const { core, context, advance } = await openMakeBelieve();
    const begun = await bitpayPairing.begin(bitpayPairing.newSettings(), context);
    const code = begun.kind === "begun" ? begun.codes[0]?.code : "";
    await advance(2 * DAY_MS);
    expect(await core.moveEnrolment({ pairingCode: code })).toMatchObject({ ok: false });
    expect(await core.moveEnrolment({ pairingCode: "nothing" })).toMatchObject({ ok: false });
  });

  test("one token is enough where balances are not wanted", async () => {
    const { context } = openWire(() => answer(200, { data: [] }));
    expect(await bitpayPairing.check({ ...SETTINGS, merchantToken: "" }, context)).toEqual({ kind: "approved" });
  });

  test("nobody at home is neither approved nor waiting", async () => {
    const { context } = openWire(() => LOST);
    expect(await bitpayPairing.begin(SETTINGS, context)).toMatchObject({ kind: "unavailable" });
    expect(await bitpayPairing.check(SETTINGS, context)).toMatchObject({ kind: "unavailable" });
    await expect(bitpayPairing.begin({ privateKey: "nonsense" }, context)).rejects.toThrow();
  });
});
