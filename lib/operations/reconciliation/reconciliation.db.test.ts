import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { newPayoutNumber } from "@/lib/base/id";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { lookUpPayout } from "@/lib/operations/payouts/look-up-payout";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import { anApprovedPayout } from "@/lib/testing/approved-payout";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { aConnection } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { askReconciliation } from "./ask-reconciliation";
import { explainFinding } from "./explain-finding";
import { reconcileConnection } from "./reconcile-connection";
import { sweepReconciliations } from "./sweep-reconciliations";

// Real PostgreSQL and real simulators over real HTTP. Each test has connections of its own, so that none sees another's differences.

type Bank = "ivy" | "truelayer";
let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

/** A neighbour with accounts of their own, at simulators that have forgotten everything. */
async function freshDesk(prove: (own: Desk) => Promise<void>): Promise<void> {
  await desk.control("reset", {});
  const own = await desk.neighbour();
  // Connected a month ago: what was paid out before that would not be the desk's.
  await db().connection.updateMany({ where: { merchantId: own.merchant.id }, data: { createdAt: addMs(new Date(), -30 * DAY_MS) } });
  await prove(own);
}

const lastRun = (connectionId: string) =>
  db().reconciliationRun.findFirstOrThrow({ where: { connectionId }, orderBy: { startedAt: "desc" } });
const findings = (connectionId: string) => db().reconciliationFinding.findMany({ where: { connectionId }, orderBy: { openedAt: "asc" } });

async function reconciled({ id }: Connection) {
  expect(await reconcileConnection({ connectionId: id })).toBe("read");
  return lastRun(id);
}

/** Sent through the desk and settled there by its webhook. */
async function aPaidPayout(on: Desk, bank: Bank): Promise<string> {
  const id = await anApprovedPayout(on, bank);
  expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
  await settled(on, [id]);
  return id;
}

async function settled(on: Desk, ids: readonly string[]): Promise<void> {
  await expect
    .poll(
      async () => {
        await on.control("clock", { advanceMs: 5_000 });
        const where = { merchantId: on.merchant.id, state: { in: ["stored", "waiting"] } };
        for (const { id } of await db().webhookDelivery.findMany({ where })) await applyDelivery({ deliveryId: id });
        return db().payout.count({ where: { id: { in: [...ids] }, state: "settled" } });
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(ids.length);
}

/** Booked at the provider by somebody who is not this desk. */
async function bookedBehindOurBack(own: Desk, bank: Bank, change: Record<string, unknown> = {}): Promise<string> {
  const reference = newPayoutNumber();
  const at = new Date().toISOString();
  const destination = { kind: "account", holderName: "Mallory", address: { kind: "iban", iban: "DE89370400440532013000" } };
  const item = {
    reference,
    amountMinor: "77700",
    currency: "EUR",
    state: "inFlight",
    bookedAt: at,
    destination,
    continues: true,
    ...change,
  };
  const accountId = own.accountOf(own[bank]);
  const { items }: { items: { providerPayoutId: string }[] } = JSON.parse(
    JSON.stringify(await own.control(`${bank}/payouts`, { accountId, items: [item] })),
  );
  await own.control("clock", { advanceMs: 10_000 });
  const [booked] = items;
  if (!booked) throw new Error("The simulator booked nothing.");
  return booked.providerPayoutId;
}

describe.each(["ivy", "truelayer"] as const)("through %s", (bank) => {
  test("a normal day: everything matches, and the balance adds up with what moved", async () => {
    await freshDesk(async (own) => {
      expect(await reconciled(own[bank])).toMatchObject({
        matched: 0,
        explained: 0,
        open: 0,
        balances: [{ verdict: "first" }, {}].slice(0, bank === "ivy" ? 2 : 1),
      });
      await aPaidPayout(own, bank);
      await aPaidPayout(own, bank);
      const run = await reconciled(own[bank]);
      expect(run).toMatchObject({ matched: 2, explained: 0, open: 0, outcome: "read" });
      expect(run.balances).toContainEqual(expect.objectContaining({ currency: "EUR", balanceMinor: "99997532", verdict: "addsUp" }));
    });
  });

  test("a payout that nobody made here is raised at once, stays one finding, and closes when it is gone", async () => {
    await freshDesk(async (own) => {
      await aPaidPayout(own, bank);
      const stranger = await bookedBehindOurBack(own, bank);
      expect(await reconciled(own[bank])).toMatchObject({ matched: 1, open: 1 });
      const run = await reconciled(own[bank]);
      const [finding, ...more] = await findings(own[bank].id);
      expect(more).toEqual([]);
      expect(finding).toMatchObject({
        kind: "unknownAtDesk",
        subject: stranger,
        state: "open",
        differences: { EUR: "77700" },
        lastRunId: run.id,
      });

      await own.control("reset", {});
      await db().payout.updateMany({ where: { connectionId: own[bank].id }, data: { stateAt: new Date() } });
      await reconciled(own[bank]);
      const after = await findings(own[bank].id);
      expect(after.filter(({ kind }) => kind === "unknownAtDesk")).toMatchObject([{ id: finding?.id, state: "closed" }]);
    });
  });

  test("a list that cannot be read is said to be so, and nothing is called matched", async () => {
    await freshDesk(async (own) => {
      await own.control(`${bank}/mood`, { mood: "down" });
      expect(await reconcileConnection({ connectionId: own[bank].id })).toBe("unread");
      expect(await lastRun(own[bank].id)).toMatchObject({
        outcome: "unread",
        matched: 0,
        windowTo: null,
        fault: expect.stringMatching(/could not be read|trouble/),
      });
    });
  });
});

describe("money that came back", () => {
  async function bounced(own: Desk, bank: Bank, end: string): Promise<string> {
    await own.control(`${bank}/mood`, { mood: "bounce", times: 1 });
    const id = await aPaidPayout(own, bank);
    await expect
      .poll(
        async () => {
          await own.control("clock", { advanceMs: 10_000 });
          await lookUpPayout({ payoutId: id });
          const { state, contradiction } = await db().payout.findUniqueOrThrow({ where: { id } });
          return contradiction === null ? state : "contradicted";
        },
        { timeout: 20_000, interval: 50 },
      )
      .toBe(end);
    return id;
  }

  test("truelayer says so: explained, with the reason, and the balance knows it", async () => {
    await freshDesk(async (own) => {
      await reconciled(own.truelayer);
      await bounced(own, "truelayer", "returned");
      const run = await reconciled(own.truelayer);
      expect(run).toMatchObject({ matched: 0, explained: 1, open: 0, reasons: { returned: 1 } });
      expect(run.balances).toMatchObject([{ currency: "EUR", balanceMinor: "100000000", verdict: "addsUp" }]);
    });
  });

  test("ivy has no word for it, but its ledger shows it: raised, since the desk calls it settled", async () => {
    await freshDesk(async (own) => {
      await reconciled(own.ivy);
      const id = await bounced(own, "ivy", "contradicted");
      await db().payout.update({ where: { id }, data: { stateAt: addMs(new Date(), -2 * HOUR_MS) } });
      const run = await reconciled(own.ivy);
      expect(run).toMatchObject({ open: 1 });
      expect(run.balances).toContainEqual(expect.objectContaining({ currency: "EUR", balanceMinor: "100000000", verdict: "addsUp" }));
      expect(await findings(own.ivy.id)).toMatchObject([{ kind: "stateDiffers", payoutId: id, differences: { EUR: "-1234" } }]);
    });
  });
});

describe("what differs", () => {
  test("settled here and failed there: raised, asked for again the usual way, and shown as the provider's contradiction", async () => {
    await freshDesk(async (own) => {
      const id = await aPaidPayout(own, "ivy");
      const { number, providerPayoutId, amountMinor } = await db().payout.findUniqueOrThrow({ where: { id } });
      await own.control("reset", {});
      const accountId = own.accountOf(own.ivy);
      const destination = { kind: "account", holderName: "Anna Schmidt", address: { kind: "iban", iban: "DE89370400440532013000" } };
      const at = new Date().toISOString();
      const failure = "account_closed";
      await own.control("ivy/payouts", {
        accountId,
        items: [
          {
            reference: number,
            providerPayoutId,
            amountMinor: amountMinor.toFixed(0),
            currency: "EUR",
            state: "failed",
            failure,
            bookedAt: at,
            destination,
          },
        ],
      });
      await db().payout.update({ where: { id }, data: { stateAt: addMs(new Date(), -2 * HOUR_MS) } });
      await reconciled(own.ivy);
      expect(await findings(own.ivy.id)).toMatchObject([
        {
          kind: "stateDiffers",
          payoutId: id,
          differences: { EUR: "-1234" },
          facts: { ours: { status: "settled" }, theirs: [{ status: "failed" }] },
        },
      ]);
      await lookUpPayout({ payoutId: id });
      expect(await db().payout.findUniqueOrThrow({ where: { id } })).toMatchObject({
        state: "settled",
        contradiction: expect.stringContaining("failed"),
      });
    });
  });

  test("a changed amount, and a payout that the provider has lost", async () => {
    await freshDesk(async (own) => {
      const id = await aPaidPayout(own, "ivy");
      const { number, providerPayoutId } = await db().payout.findUniqueOrThrow({ where: { id } });
      await db().payout.update({ where: { id }, data: { stateAt: addMs(new Date(), -2 * HOUR_MS) } });
      await own.control("reset", {});
      await reconciled(own.ivy);
      expect(await findings(own.ivy.id)).toMatchObject([
        { kind: "missingAtProvider", payoutId: id, state: "open", differences: { EUR: "-1234" } },
      ]);

      const accountId = own.accountOf(own.ivy);
      const destination = { kind: "account", holderName: "Anna Schmidt", address: { kind: "iban", iban: "DE89370400440532013000" } };
      await own.control("ivy/payouts", {
        accountId,
        items: [
          {
            reference: number,
            providerPayoutId,
            amountMinor: "1235",
            currency: "EUR",
            state: "settled",
            bookedAt: new Date().toISOString(),
            destination,
          },
        ],
      });
      await reconciled(own.ivy);
      const seen = await findings(own.ivy.id);
      expect(seen.find(({ kind }) => kind === "missingAtProvider")?.state).toBe("closed");
      expect(seen.find(({ kind }) => kind === "amountDiffers")).toMatchObject({ state: "open", payoutId: id, differences: { EUR: "1" } });
    });
  });

  test("every webhook lost: the run has the payout looked up, and the next one matches", async () => {
    await freshDesk(async (own) => {
      const id = await anApprovedPayout(own, "ivy");
      await own.control("ivy/mood", { mood: "webhooksLost" });
      await dispatchPayout({ payoutId: id });
      await own.control("clock", { advanceMs: 10_000 });
      await db().payout.update({ where: { id }, data: { stateAt: addMs(new Date(), -2 * HOUR_MS) } });
      expect(await reconciled(own.ivy)).toMatchObject({ open: 1 });
      await lookUpPayout({ payoutId: id });
      expect(await reconciled(own.ivy)).toMatchObject({ matched: 1, open: 0 });
      expect(await findings(own.ivy.id)).toMatchObject([{ kind: "stateDiffers", state: "closed" }]);
    });
  });

  test("money that is gone without a movement stays missing, run after run", async () => {
    await freshDesk(async (own) => {
      await reconciled(own.ivy);
      await db().reconciliationBalance.updateMany({
        where: { connectionId: own.ivy.id, currency: "EUR" },
        data: { balanceMinor: decimalOf(100_000_007n) },
      });
      for (let day = 0; day < 2; day += 1) expect(await reconciled(own.ivy)).toMatchObject({ open: 1 });
      expect(await findings(own.ivy.id)).toMatchObject([
        { kind: "balanceDiffers", subject: "EUR", state: "open", differences: { EUR: "-7" } },
      ]);
    });
  });
});

describe.each(["ipay", "bitpay"] as const)("through %s, which lists no movements", (provider) => {
  test("the balance is held against what is booked, and a payout of ours that it does not have is raised", async () => {
    await freshDesk(async (own) => {
      const connection = own[provider];
      expect(await reconciled(connection)).toMatchObject({ open: 0, balances: [{ verdict: "first" }] });
      expect(await reconciled(connection)).toMatchObject({ open: 0, balances: [{ verdict: "addsUp" }] });
      const currency = provider === "ipay" ? "AUD" : "EUR";
      const createdAt = addMs(new Date(), -2 * DAY_MS);
      const ghost = await aPayout(db(), { merchant: own.merchant, connection, state: "settled", currency, createdAt });
      const run = await reconciled(connection);
      expect(run).toMatchObject({ open: 1, balances: [{ verdict: "addsUp" }] });
      expect(await findings(connection.id)).toMatchObject([{ kind: "missingAtProvider", payoutId: ghost.id }]);
    });
  });
});

test("what the account paid out before it was connected is nobody's trouble", async () => {
  await freshDesk(async (own) => {
    await bookedBehindOurBack(own, "ivy", { state: "settled", continues: false, bookedAt: addMs(new Date(), -31 * DAY_MS).toISOString() });
    await db().connection.update({ where: { id: own.ivy.id }, data: { createdAt: addMs(new Date(), MINUTE_MS) } });
    await bookedBehindOurBack(own, "ivy", { state: "settled", continues: false });
    expect(await reconciled(own.ivy)).toMatchObject({ matched: 0, explained: 1, open: 0, reasons: { beforeDesk: 1 } });
  });
});

describe("a person", () => {
  test("explains one with a note; it stays explained until its facts change", async () => {
    await freshDesk(async (own) => {
      await aPaidPayout(own, "ivy");
      const stranger = await bookedBehindOurBack(own, "ivy", { continues: false });
      const first = await reconciled(own.ivy);
      const [finding] = await findings(own.ivy.id);
      if (!finding) throw new Error("Nothing was found.");
      const said = { findingId: finding.id, lastRunId: first.id, note: "Made by hand in Ivy's dashboard on Monday." };
      expect(await explainFinding(own.maker, said)).toMatchObject({ ok: false, error: { code: "forbidden" } });
      expect(await explainFinding(own.checker, { ...said, lastRunId: "rec_old" })).toMatchObject({
        ok: false,
        error: { code: "changedMeanwhile" },
      });
      expect(await explainFinding(own.checker, said)).toMatchObject({ ok: true });
      expect(await db().auditEntry.count({ where: { subjectId: finding.id, event: "reconciliation.explained" } })).toBe(1);

      expect(await reconciled(own.ivy)).toMatchObject({ matched: 1, explained: 1, open: 0 });
      await own.control("clock", { advanceMs: 1_000 });
      await db().reconciliationFinding.update({
        where: { id: finding.id },
        data: { facts: { ours: null, theirs: [{ name: stranger, status: "initiated", amountMinor: "1", currency: "EUR" }] } },
      });
      expect(await reconciled(own.ivy)).toMatchObject({ open: 1 });
      expect(await findings(own.ivy.id)).toMatchObject([{ state: "open", note: null }]);
      expect(await db().auditEntry.count({ where: { subjectId: finding.id, event: "reconciliation.reopened" } })).toBe(1);
    });
  });

  test("asks for one now, twice: it is one run, and the job ends it", async () => {
    const { id: connectionId } = desk.ipay;
    const first = await askReconciliation(desk.checker, { connectionId });
    expect(await askReconciliation(desk.checker, { connectionId })).toEqual(first);
    expect(await askReconciliation(desk.maker, { connectionId })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await reconcileConnection({ connectionId })).toBe("read");
    expect(await lastRun(connectionId)).toMatchObject({ startedByName: desk.checker.name, outcome: "read" });
  });
});

describe("workers that come and go", () => {
  test("two at once make one run; one that died between pages is taken over, and shows nothing before it has ended", async () => {
    const { id: connectionId, merchantId } = desk.bitpay;
    const ends = await Promise.all([reconcileConnection({ connectionId }), reconcileConnection({ connectionId })]);
    expect(ends.toSorted()).toEqual(["busy", "read"]);

    const dead = { id: "rec_dead", merchantId, connectionId, startedByName: "Counterfoil", claim: "gone" };
    await db().reconciliationRun.create({ data: { ...dead, startedAt: new Date(), claimedAt: new Date() } });
    expect(await reconcileConnection({ connectionId })).toBe("busy");
    expect(await lastRun(connectionId)).toMatchObject({ outcome: null, matched: 0 });
    await db().reconciliationRun.update({ where: { id: "rec_dead" }, data: { claimedAt: addMs(new Date(), -10 * MINUTE_MS) } });
    expect(await reconcileConnection({ connectionId })).toBe("read");
    expect(await lastRun(connectionId)).toMatchObject({ id: "rec_dead", outcome: "read" });
  });

  test("the day is judged by rows: due once, and again after a day", async () => {
    await freshDesk(async (own) => {
      const mine = { connection: { merchantId: own.merchant.id } };
      await expect.poll(() => sweepReconciliations()).toBe(0);
      expect(await db().reconciliationRun.count({ where: mine })).toBe(4);
      await sweepReconciliations();
      expect(await db().reconciliationRun.count({ where: mine })).toBe(4);
      for (const { id } of [own.ivy, own.truelayer, own.ipay, own.bitpay])
        expect(await reconcileConnection({ connectionId: id })).toBe("read");
      await sweepReconciliations();
      expect(await db().reconciliationRun.count({ where: mine })).toBe(4);
      const giveBack = replaceClock(() => addMs(new Date(), DAY_MS + MINUTE_MS));
      await expect.poll(() => sweepReconciliations()).toBe(0);
      giveBack();
      expect(await db().reconciliationRun.count({ where: mine })).toBe(8);
    });
  });
});

test("settings that cannot be read any more are told as such, once, and hold up nobody", async () => {
  const { id } = await aConnection(db(), { merchant: desk.merchant, provider: "ivy", settings: { apiKey: "" } });
  expect(await reconcileConnection({ connectionId: id })).toBe("unread");
  expect(await lastRun(id)).toMatchObject({ outcome: "unread", fault: expect.stringContaining("settings cannot be read") });
});

test("two thousand payouts are read page by page, and the one that does not fit is found", async () => {
  await freshDesk(async (own) => {
    await aPaidPayout(own, "ivy");
    const accountId = own.accountOf(own.ivy);
    const destination = { kind: "account", holderName: "Anna Schmidt", address: { kind: "iban", iban: "DE89370400440532013000" } };
    const bookedAt = new Date(Date.now() - HOUR_MS).toISOString();
    const numbers = Array.from({ length: 2_000 }, newPayoutNumber);
    const items = numbers.map((reference) => ({ reference, amountMinor: "100", currency: "EUR", state: "settled", bookedAt, destination }));
    await own.control("ivy/payouts", { accountId, items });
    expect(await reconciled(own.ivy)).toMatchObject({ matched: 1, open: 2_000 });
    expect(await reconciled(own.ivy)).toMatchObject({ matched: 1, open: 2_000 });
  });
}, 60_000);
