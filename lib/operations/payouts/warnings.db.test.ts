import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { DEMO_POLICY } from "@/lib/domain/approval/policy";
import { readApproval } from "@/lib/queries/read-approval";
import { readWarnings } from "@/lib/queries/read-warnings";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { type SubmitPayoutOrder, submitPayout } from "./submit-payout";

async function aDesk(sense: Partial<typeof DEMO_POLICY.sense> = {}) {
  const merchant = await aMerchant(db(), { policy: { ...DEMO_POLICY, sense: { ...DEMO_POLICY.sense, ...sense } } });
  const person = await aPerson(db(), { merchant, role: "maker" });
  const maker = actorOf(person, merchant);
  const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  const connection = await aConnection(db(), { merchant, provider: "truelayer" });
  const to = await aReceiverWithAccount(db(), { merchant });
  const order = (more: Partial<SubmitPayoutOrder> = {}): SubmitPayoutOrder => ({
    connection: connection.id,
    amountMinor: 12_500n,
    currency: "EUR",
    to: { type: "receiverAccount", receiverAccountId: to.account.id },
    reference: "Invoice 7",
    source: "screen",
    submissionKey: crypto.randomUUID(),
    ...more,
  });
  const make = async (more: Partial<SubmitPayoutOrder> = {}) => {
    const made = await submitPayout(maker, order(more));
    if (!made.ok) throw new Error(made.error.sentence);
    return made.value;
  };
  const shown = async (id: string) => (await readApproval(checker, id))?.warnings.map(({ rule, since }) => [rule, since]);
  return { merchant, person, maker, checker, to, order, make, shown };
}

describe("what stands out about a payout", () => {
  test("is kept as the maker saw it, and the checker is told what is new since and what is gone", async () => {
    const { merchant, person, to, make, shown } = await aDesk();
    const { payoutId } = await make();
    expect(await shown(payoutId)).toEqual([["firstPayout", "seen"]]);
    await aPayout(db(), { merchant, maker: person, to, state: "settled", reference: "Invoice 8" });
    expect(await shown(payoutId)).toEqual([
      ["sameAmount", "new"],
      ["firstPayout", "gone"],
    ]);
    const kept = await db().payoutWarning.findMany({ where: { payoutId } });
    expect(kept.map(({ rule, sentence }) => [rule, sentence])).toEqual([["firstPayout", "It is the first payout to this receiver."]]);
    await expect(db().payoutWarning.deleteMany({ where: { payoutId } })).rejects.toThrow();
  });

  test("is the same on the form, when it is asked for, and for the checker", async () => {
    const { maker, to, make, checker } = await aDesk();
    const first = await make();
    const part = { to: { receiverAccountId: to.account.id }, amountMinor: 12_500n, currency: "EUR" } as const;
    const typed = await readWarnings(maker, { parts: [part], reference: "Invoice 7" });
    const { payoutId } = await make();
    const kept = await db().payoutWarning.findMany({ where: { payoutId }, orderBy: { rule: "asc" } });
    const seen = await readApproval(checker, payoutId);
    const told = (rows: readonly { rule: string; sentence: string; number: string | null }[] = []) =>
      rows.map(({ rule, sentence, number }) => `${rule} ${sentence} ${number}`).sort();
    expect(told(typed.warnings)).toEqual(told(kept));
    expect(told(seen?.warnings)).toEqual(told(kept));
    expect(kept.map(({ rule, number }) => [rule, number])).toEqual([
      ["firstPayout", null],
      ["sameAmount", first.number],
      ["sameReference", first.number],
    ]);
  });

  test("an account that another receiver has as well is named, also while it is only being typed", async () => {
    const { merchant, maker, make } = await aDesk();
    await aReceiverWithAccount(db(), { merchant, name: "Bruno Klein" });
    const { payoutId } = await make();
    expect(await db().payoutWarning.findMany({ where: { payoutId, rule: "accountShared" } })).toMatchObject([
      { sentence: "The very same account is on file for Bruno Klein." },
    ]);
    const part = { to: { account: { kind: "iban", iban: "DE89370400440532013000" } }, amountMinor: 1n, currency: "EUR" } as const;
    expect((await readWarnings(maker, { parts: [part], reference: "" })).warnings.map(({ sentence }) => sentence)).toContain(
      "The very same account is on file for Anna Schmidt and Bruno Klein.",
    );
    const other = await aDesk();
    expect((await readWarnings(other.maker, { parts: [part], reference: "" })).warnings[0]?.sentence).toContain("for Anna Schmidt.");
  });

  test("blocks nothing, until policy wants a reason for what may be the same twice; the checker reads it", async () => {
    const { maker, checker, make, order } = await aDesk({ duplicateNeedsReason: true });
    await make();
    const again = order();
    expect(await submitPayout(maker, again)).toMatchObject({
      ok: false,
      error: { code: "reasonNeeded", fields: { reason: [expect.any(String)] } },
    });
    const made = await submitPayout(maker, { ...again, reason: "Two deliveries in one week." });
    if (!made.ok) throw new Error(made.error.sentence);
    expect((await readApproval(checker, made.value.payoutId))?.makerReason).toBe("Two deliveries in one week.");
    // Pressed again with other words for it, it is still the same payout.
    expect(await submitPayout(maker, { ...again, reason: "Said otherwise." })).toMatchObject({
      value: { payoutId: made.value.payoutId, replayed: true },
    });
    await expect(db().payout.update({ where: { id: made.value.payoutId }, data: { makerReason: "Another story." } })).rejects.toThrow();
  });

  test("parts of one press are not taken for doubles of each other", async () => {
    const { payoutId } = await (await aDesk({ duplicateNeedsReason: true })).make();
    expect(await db().payoutWarning.count({ where: { payoutId, rule: { in: ["sameAmount", "sameReference"] } } })).toBe(0);
  });
});
