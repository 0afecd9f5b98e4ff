import { beforeAll, describe, expect, test } from "vitest";
import { formatPayoutNumber } from "@/lib/base/id";
import { foldText } from "@/lib/base/text";
import { db } from "@/lib/db/client";
import type { Connection, Merchant, PaymentSource, Payout } from "@/lib/db/generated/client";
import type { AccountAddress } from "@/lib/domain/account/address";
import { readLookUp } from "@/lib/domain/payout/look-up-question";
import { aConnection, aMerchant } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aPaymentSource, aReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { answerLookUp } from "./answer-look-up";

const IBAN: AccountAddress = { kind: "iban", iban: "DE12500105170648489890" };
const TXID = "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16";
const PLACE = { today: "2026-11-30", locale: "en-GB" };

let merchant: Merchant;
let ivy: Connection;
let source: PaymentSource;
let toMuller: Payout;
let toSmith: Payout;
let back: Payout;
let stranger: Payout;

beforeAll(async () => {
  merchant = await aMerchant(db());
  ivy = await aConnection(db(), { merchant, provider: "ivy", name: "Ivy EUR" });
  const truelayer = await aConnection(db(), { merchant, provider: "truelayer" });
  const muller = await aReceiverWithAccount(db(), {
    merchant,
    name: "Zoë Müller",
    email: "zoe@example.test",
    reference: "CUS-77",
    address: IBAN,
  });
  const smith = await aReceiverWithAccount(db(), { merchant, name: "John Smith", address: TEST_SORT_CODE });
  toMuller = await aPayout(db(), {
    merchant,
    connection: ivy,
    to: muller,
    reference: "Invoice 7",
    createdAt: new Date("2026-11-18T23:30:00Z"),
  });
  toSmith = await aPayout(db(), {
    merchant,
    connection: truelayer,
    to: smith,
    state: "settled",
    providerPayoutId: "tl-1",
    amountMinor: 99_00n,
  });
  await db().payout.update({ where: { id: toSmith.id }, data: { traceId: TXID } });
  source = await aPaymentSource(db(), {
    connection: ivy,
    holderName: "Łucja Nowak",
    orderId: "ORD-1",
    orderReference: "basket 9",
    holderEmail: "lucja@example.test",
    address: { kind: "iban", iban: "PL61109010140000071219812874" },
  });
  back = await aPayout(db(), { merchant, connection: ivy, source, state: "failed", failureReason: "accountClosed" });
  stranger = await aPayout(db(), { state: "settled", providerPayoutId: "tl-1", reference: "Invoice 7" });
});

async function ask(text: string) {
  const answer = await answerLookUp({ merchantId: merchant.id, timeZone: "Europe/London" }, readLookUp(text, PLACE));
  if (answer.kind !== "one") throw new Error(`${text} is one question.`);
  return answer;
}

async function whatIsFoundBy(text: string) {
  const { hits } = await ask(text);
  return hits.map(({ id }) => id);
}

describe("each kind of question finds the payout", () => {
  test.each<[string, () => string, () => Payout]>([
    ["number, as it is written", () => formatPayoutNumber(toMuller.number), () => toMuller],
    ["number, in small letters", () => toMuller.number.toLowerCase(), () => toMuller],
    ["own id", () => toMuller.id, () => toMuller],
    ["reference", () => "invoice 7".replace("i", "I"), () => toMuller],
    ["name", () => "Zoë Müller", () => toMuller],
    ["name, other way round and without accents", () => "muller zoe", () => toMuller],
    ["name, mistyped", () => "Zoe Muehler", () => toMuller],
    ["name, misheard", () => "Jon Smyth", () => toSmith],
    ["name of whoever paid in", () => "lucja novak", () => back],
    ["e-mail, in large letters", () => "ZOE@example.test", () => toMuller],
    ["e-mail of whoever paid in", () => "lucja@example.test", () => back],
    ["IBAN", () => "DE12 5001 0517 0648 4898 90", () => toMuller],
    ["account number out of an IBAN", () => "0648489890", () => toMuller],
    ["sort code and account number", () => "20-00-00 55779911", () => toSmith],
    ["account number alone", () => "55779911", () => toSmith],
    ["IBAN that paid in", () => "PL61 1090 1014 0000 0712 1981 2874", () => back],
    ["last four", () => "9890", () => toMuller],
    ["receiver's reference", () => "CUS-77", () => toMuller],
    ["order", () => "ORD-1", () => back],
    ["shop's own reference of the order", () => "basket 9", () => back],
    ["provider's id", () => "tl-1", () => toSmith],
    ["transaction id", () => TXID, () => toSmith],
    ["amount with its day", () => "125.00 EUR 18.11.2026", () => toMuller],
    ["amount with a day nearby, no currency", () => "125 on 20 November", () => toMuller],
    ["amount", () => "€99.00", () => toSmith],
  ])("%s", async (_, text, payout) => expect(await whatIsFoundBy(text())).toContain(payout().id));

  test("and nothing of another merchant's", async () => {
    for (const text of ["tl-1", "Invoice 7", stranger.number, stranger.id, stranger.receiverName])
      expect(await whatIsFoundBy(text)).not.toContain(stranger.id);
  });

  test("and nothing where nothing fits", async () => {
    for (const text of ["Wolfgang Amadeus", "DE02 1203 0000 0000 2020 51", "nobody@example.test", "ORD-404", "4.04 EUR"])
      expect(await whatIsFoundBy(text)).toEqual([]);
  });
});

describe("the answer", () => {
  test("says why it was found, surest reason first", async () => {
    const { hits } = await ask("125 on 19 November");
    expect(hits[0]).toMatchObject({ id: toMuller.id, why: "It is this amount, made a day before" });
    expect((await ask("Jon Smyth")).hits[0]?.why).toBe("Nobody is called exactly so; John Smith is the nearest");
    expect((await ask("9890")).hits[0]?.why).toBe("It went to an account that ends in 9890");
  });

  test("carries all that its card says", async () => {
    const { hits } = await ask("ORD-1");
    expect(hits).toMatchObject([
      { number: back.number, state: "failed", failureReason: "accountClosed", providerLabel: "Ivy", accountMasked: "PL•• •••• 2874" },
    ]);
    const [settled] = (await ask("tl-1")).hits;
    expect(settled?.approvedBy).toHaveLength(1);
  });

  test("to many ids has a line for each, also for none", async () => {
    const question = readLookUp(["ORD-1", "nothing-1", formatPayoutNumber(toSmith.number), "tl-1", "Invoice 7"].join("\n"), PLACE);
    const answer = await answerLookUp({ merchantId: merchant.id, timeZone: "Europe/London" }, question);
    if (answer.kind !== "many") throw new Error("These are many.");
    expect(answer.answers.map(({ id, hits }) => [id, hits.map((hit) => hit.id)])).toEqual([
      ["ORD-1", [back.id]],
      ["nothing-1", []],
      [formatPayoutNumber(toSmith.number), [toSmith.id]],
      ["tl-1", [toSmith.id]],
      ["Invoice 7", [toMuller.id]],
    ]);
  });
});

describe("the names that were paid", () => {
  test("are folded as search folds them", async () => {
    const names = ["Zoë  Müller", "ŁUCJA Nowak", "Straße & Söhne", "Ｆｕｌｌ width", "Ångström", "Đặng Thị"];
    const rows = await db().$queryRaw<{ folded: string }[]>`SELECT fold_name(n) AS folded FROM unnest(${names}::text[]) n`;
    expect(rows.map(({ folded }) => folded)).toEqual(names.map(foldText));
  });

  test("are kept once, however often they are paid, and follow a correction", async () => {
    const of = (name: string) => db().payeeName.count({ where: { merchantId: merchant.id, name } });
    await aPayout(db(), { merchant, connection: ivy, source });
    expect(await of("Łucja Nowak")).toBe(1);
  });
});
