import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { changeCredentials } from "@/lib/operations/connections/change-credentials";
import { type Desk, ivyAccount, startDesk, trueLayerAccount } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { askResend } from "./ask-resend";
import { deskActor } from "./desk-actor";
import { dispatchPayout } from "./dispatch-payout";
import { asLocked, lockPayout } from "./lock-payout";
import { lookUpPayout } from "./look-up-payout";
import { movePayout } from "./move-payout";
import { beginAttempt, finishAttempt } from "./send-attempt";
import { submitPayout } from "./submit-payout";

// A key is known to the account that it was sent to. Whoever gives the connection another account while a payout is in doubt must not
// make the desk pay it once more from there.

let desk: Desk;
let admin: Actor;
beforeAll(async () => {
  desk = await startDesk();
  admin = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "admin" }), desk.merchant);
});
afterAll(() => desk.stop());

type ProviderId = "ivy" | "truelayer";
const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });
const bookedOf = async (provider: ProviderId, number: string) =>
  (await desk.ledger(provider)).filter(({ reference }) => reference === number);

async function approved(provider: ProviderId): Promise<string> {
  const made = await submitPayout(desk.maker, {
    connection: desk[provider].id,
    amountMinor: 1_234n,
    currency: "EUR",
    to: { type: "inline", name: "Jo Payer", account: { kind: "iban", iban: "DE89370400440532013000" } },
    reference: "Prize 1",
    source: "screen",
  });
  if (!made.ok) throw new Error(made.error.sentence);
  const row = asLocked(await read(made.value.payoutId));
  await approvePayout(desk.checker, { payoutId: row.id, shownHash: await shownHashOf(db(), row) });
  return row.id;
}

async function otherAccount(provider: ProviderId): Promise<Record<string, string>> {
  const { settings, credentials, balances } = provider === "ivy" ? ivyAccount() : trueLayerAccount("EUR");
  await desk.control(`${provider}/accounts`, { credentials, balances, webhookUrl: null });
  return settings;
}

async function change(provider: ProviderId, settings: Record<string, string>) {
  const changed = await changeCredentials(admin, { connectionId: desk[provider].id, settings });
  if (!changed.ok) throw new Error(changed.error.sentence);
}

describe.each(["ivy", "truelayer"] as const)("through %s", (provider) => {
  test.each(["another account", "another setting of the same account"])(
    "%s while it is in doubt: asked again, never paid again",
    async (what) => {
      const id = await approved(provider);
      await desk.control(`${provider}/mood`, { mood: "errorAfter", times: 1 });
      expect(await dispatchPayout({ payoutId: id })).toBe("unknown");
      await db().connectionHealth.deleteMany({ where: { merchantId: desk.merchant.id } });
      const more: Record<string, string> = provider === "ivy" ? { rail: "SEPA" } : { scheme: "instant only" };
      await change(provider, what === "another account" ? await otherAccount(provider) : more);

      const { number } = await read(id);
      for (let look = 0; look < 4; look += 1) await lookUpPayout({ payoutId: id });
      expect(await bookedOf(provider, number)).toHaveLength(1);
      const after = await read(id);
      expect(after.absentTimes).toBe(0);
      if (after.state === "unconfirmed") {
        const refused = await askResend(desk.checker, { payoutId: id });
        expect(refused).toMatchObject({ ok: false, error: { code: "notProvenAbsent" } });
      }
      expect(await db().attempt.count({ where: { payoutId: id } })).toBe(1);
    },
  );

  test("other credentials between the intent and the first byte: nothing leaves with them", async () => {
    const id = await approved(provider);
    const begun = await inTransaction(async (tx) => {
      const payout = await lockPayout(tx, { payoutId: id });
      const moved = payout && (await movePayout(tx, payout, "dispatch", { by: deskActor(payout.merchantId) }));
      if (!moved) throw new Error("It could not be sent.");
      return beginAttempt(tx, moved);
    });
    await change(provider, await otherAccount(provider));
    expect(await finishAttempt(begun)).toBe("notSent");
    expect(await bookedOf(provider, (await read(id)).number)).toEqual([]);
    expect((await read(id)).state).toBe("approved");
  });
});
