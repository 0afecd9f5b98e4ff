import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";
import { aConnection, aMerchant } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { anAccountVersion, aReceiverWithAccount, type ReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { listReceivers } from "./list-receivers";
import { readReceiver } from "./read-receiver";

let merchant: Merchant;
let jose: ReceiverWithAccount;
let stranger: ReceiverWithAccount;

beforeAll(async () => {
  merchant = await aMerchant(db());
  jose = await aReceiverWithAccount(db(), { merchant, name: "José Álvarez", email: "jose@example.test", reference: "CUS-100%" });
  await aReceiverWithAccount(db(), { merchant, name: "Josef Brandt", address: TEST_SORT_CODE });
  for (const name of ["Ana", "Bea", "Cleo"]) await aReceiverWithAccount(db(), { merchant, name });
  const elsewhere = await aMerchant(db());
  stranger = await aReceiverWithAccount(db(), { merchant: elsewhere, name: "José Stranger" });
});

async function found(text: string) {
  const { rows } = await listReceivers(merchant.id, { text });
  return rows.map(({ name }) => name).toSorted();
}

describe("looking for a receiver", () => {
  test.each<[string, readonly string[]]>([
    ["jose alvarez", ["José Álvarez"]],
    ["ÁLVAREZ", ["José Álvarez"]],
    ["jose", ["Josef Brandt", "José Álvarez"]],
    ["jose@example", ["José Álvarez"]],
    ["cus-100%", ["José Álvarez"]],
    ["cus_100", []],
    ["9911", ["Josef Brandt"]],
    ["20-00-00 55779911", ["Josef Brandt"]],
    ["5577 9911", ["Josef Brandt"]],
    ["0532013000", ["Ana", "Bea", "Cleo", "José Álvarez"]],
    ["nobody", []],
  ])("%s finds %j", async (text, names) => {
    expect(await found(text)).toEqual(names);
  });

  test("a whole IBAN finds its receivers, however it is spaced", async () => {
    expect(await found("de89 3704 0044 0532 0130 00")).toContain("José Álvarez");
    expect(await found("DE89370400440532013001")).toEqual([]);
  });

  test("pages show everyone once", async () => {
    const names: string[] = [];
    let position: PagePosition | null = NEWEST;
    while (position) {
      const page: Awaited<ReturnType<typeof listReceivers>> = await listReceivers(merchant.id, { position, limit: 2 });
      names.push(...page.rows.map(({ name }) => name));
      position = page.older && { kind: "older", than: page.older };
    }
    expect(names).toEqual(["Cleo", "Bea", "Ana", "Josef Brandt", "José Álvarez"]);
  });
});

describe("a receiver's page", () => {
  test("another merchant's receiver does not exist", async () => {
    expect(await readReceiver(merchant.id, stranger.receiver.id)).toBeNull();
  });

  test("shows accounts masked with what they said before, and totals by currency", async () => {
    const connection = await aConnection(db(), { merchant });
    await aPayout(db(), { merchant, connection, to: jose, state: "settled", amountMinor: 1_000n });
    await aPayout(db(), { merchant, connection, to: jose, state: "settled", amountMinor: 250n, currency: "GBP" });
    await aPayout(db(), { merchant, connection, to: jose, state: "failed", amountMinor: 9_999n });
    await aPayout(db(), { merchant, connection, to: jose, state: "unconfirmed", amountMinor: 700n });
    await anAccountVersion(db(), { account: jose.account, holderName: "J. Álvarez", address: TEST_SORT_CODE, version: 2 });

    const view = await readReceiver(merchant.id, jose.receiver.id);
    expect(view?.accounts).toMatchObject([{ current: { version: 2, holderName: "J. Álvarez" }, earlier: [{ version: 1 }] }]);
    expect(view?.totals).toEqual([
      { currency: "EUR", paidCount: 1, paidMinor: "1000", openCount: 1, openMinor: "700" },
      { currency: "GBP", paidCount: 1, paidMinor: "250", openCount: 0, openMinor: "0" },
    ]);
    expect(view?.recent).toHaveLength(4);
    expect(JSON.stringify(view)).not.toContain("DE89370400440532013000");
  });
});
