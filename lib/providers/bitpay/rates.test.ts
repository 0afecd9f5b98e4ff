import { describe, expect, test } from "vitest";
import { createClient } from "./client";
import { answer, fixture, LOST, openWire, SETTINGS } from "./fake-wire";
import { readCurrencies, readRates } from "./rates";

function open(reply: Parameters<typeof openWire>[0]) {
  const wire = openWire(reply);
  return { ...wire, client: createClient(SETTINGS, wire.context) };
}

describe("what BitPay tells everybody", () => {
  test("is asked without key, token or signature", async () => {
    const { client, sent } = open(() => answer(200, fixture("rates")));
    await readRates(client, { base: "BTC" });
    expect(sent[0]?.url).toBe("https://test.bitpay.com/rates/BTC");
    expect(Object.keys(sent[0]?.headers ?? {})).toEqual(["accept", "content-type", "x-accept-version"]);
  });

  test("rates come as a list or as one, and keep their digits", async () => {
    const { client, sent } = open(({ url }) => answer(200, fixture(url.endsWith("/EUR") ? "rate" : "rates")));
    expect(await readRates(client, { base: "BTC" })).toMatchObject({
      kind: "read",
      rates: [{ currency: "BTC" }, { currency: "EUR", rate: { text: "59259.25" } }, { currency: "JPY", rate: { text: "9696969" } }],
    });
    expect(await readRates(client, { base: "BTC", currency: "EUR" })).toMatchObject({ rates: [{ currency: "EUR" }] });
    expect(sent[1]?.url).toBe("https://test.bitpay.com/rates/BTC/EUR");
    expect(await readRates(open(() => LOST).client, { base: "BTC" })).toMatchObject({ kind: "unavailable" });
  });

  test("currencies come with decimals and chain", async () => {
    const { client } = open(() => answer(200, fixture("currencies")));
    expect(await readCurrencies(client)).toEqual({
      kind: "read",
      coins: [
        { currency: "BTC", name: "Bitcoin", decimals: 6, chain: "BTC" },
        { currency: "USDC", name: "USD Coin", decimals: 6, chain: "ETH" },
      ],
    });
    expect(await readCurrencies(open(() => answer(200, {})).client)).toMatchObject({ kind: "unavailable" });
  });
});
