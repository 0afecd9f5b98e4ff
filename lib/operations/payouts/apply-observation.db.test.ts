import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Observation } from "@/lib/providers/contract/payout";
import { aPayout } from "@/lib/testing/payout-factory";
import { applyObservation } from "./apply-observation";
import { asLocked } from "./lock-payout";

// What is not plainly about this payout moves nothing, whatever it says: it is kept, and a person is told.

const PAID: Omit<Observation, "providerPayoutId"> = {
  status: "settled",
  providerStatus: "executed",
  at: null,
  amount: null,
  fee: null,
  failure: null,
  rail: null,
  traceId: null,
  evidenceId: null,
};

const see = (id: string, observation: Observation) =>
  inTransaction(async (tx) => {
    const payout = asLocked(await tx.payout.findUniqueOrThrow({ where: { id } }));
    return applyObservation(tx, { payout, observation, via: "lookUp" });
  });

describe("a payout on its way", () => {
  test.each([
    ["another amount", { minor: 12_501n, currency: "EUR" }, "The provider shows 125.01 EUR, but 125.00 EUR was asked for."],
    ["another currency", { minor: 12_500n, currency: "GBP" }, "The provider shows 125.00 GBP, but 125.00 EUR was asked for."],
  ] as const)("%s: a contradiction", async (_, amount, sentence) => {
    const { id, providerPayoutId } = await aPayout(db(), { state: "inFlight", amountMinor: 12_500n });
    const seen = { ...PAID, providerPayoutId: providerPayoutId ?? "", amount };
    expect(await see(id, seen)).toMatchObject({ state: "inFlight", contradiction: sentence });
    // Seen again it is kept again, and raised once.
    expect(await see(id, seen)).toMatchObject({ state: "inFlight", contradiction: sentence });
    expect(await db().observation.count({ where: { payoutId: id, effect: "contradiction" } })).toBe(2);
    expect(await db().auditEntry.count({ where: { subjectId: id, event: "payout.contradicted" } })).toBe(1);
  });

  test("a second id under its number: a contradiction that names both, in the same words whichever came first", async () => {
    const { id } = await aPayout(db(), { state: "inFlight", providerPayoutId: "b-2" });
    const after = await see(id, { ...PAID, providerPayoutId: "a-1" });
    expect(after).toMatchObject({ state: "inFlight", contradiction: "The provider shows two payouts for this one: a-1 and b-2." });
  });

  test("an id that belongs to another payout already: a contradiction that names that one", async () => {
    const first = await aPayout(db(), { state: "settled", providerPayoutId: "taken" });
    const connection = await db().connection.findUniqueOrThrow({ where: { id: first.connectionId } });
    const merchant = await db().merchant.findUniqueOrThrow({ where: { id: first.merchantId } });
    const { id } = await aPayout(db(), { state: "unconfirmed", connection, merchant });
    const after = await see(id, { ...PAID, providerPayoutId: "taken" });
    expect(after).toMatchObject({ state: "unconfirmed", contradiction: `The provider's payout taken already belongs to ${first.number}.` });
  });

  test("the very amount and id: paid", async () => {
    const { id } = await aPayout(db(), { state: "inFlight", amountMinor: 12_500n, providerPayoutId: "c-3" });
    const seen = { ...PAID, providerPayoutId: "c-3", amount: { minor: 12_500n, currency: "EUR" as const } };
    expect(await see(id, seen)).toMatchObject({ state: "settled", contradiction: null });
  });
});
