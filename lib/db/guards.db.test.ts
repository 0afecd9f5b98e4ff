import { describe, expect, test } from "vitest";
import { LIFECYCLE, next, PAYOUT_STATES, type PayoutEvent } from "@/lib/domain/payout/lifecycle";
import { aConnection, aMerchant } from "@/lib/testing/factories";
import { aFinding } from "@/lib/testing/inbox-factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { db } from "./client";
import { decimalOf } from "./minor";
import { blindIndex, seal, unseal } from "./seal";

describe("the database's own guards", () => {
  test("know the same lifecycle as the code", async () => {
    const rows = await db().$queryRaw<{ from: string; to: string; may: boolean }[]>`
      SELECT f AS "from", t AS "to", payout_may_move(f, t) AS may
      FROM unnest(${[...PAYOUT_STATES]}::text[]) f CROSS JOIN unnest(${[...PAYOUT_STATES]}::text[]) t`;
    const allowed = rows.filter((row) => row.may).map((row) => `${row.from} -> ${row.to}`);
    const told = PAYOUT_STATES.flatMap((state) =>
      Object.keys(LIFECYCLE[state]).map((event) => `${state} -> ${next(state, event as PayoutEvent)}`),
    );
    expect(new Set(allowed)).toEqual(new Set(told));
  });

  test("a state that the lifecycle does not allow is refused, whoever writes it", async () => {
    const { id } = await aPayout(db(), { state: "inFlight" });
    await expect(db().payout.update({ where: { id }, data: { state: "approved" } })).rejects.toThrow(/cannot go from inFlight to approved/);
  });

  test("amount, receiver and key of a submitted payout cannot be altered", async () => {
    const { id } = await aPayout(db(), { state: "awaitingApproval" });
    for (const data of [{ amountMinor: decimalOf(1n) }, { currency: "USD" }, { statementText: "x" }]) {
      await expect(db().payout.update({ where: { id }, data })).rejects.toThrow(/cannot be altered/);
    }
    await expect(db().payout.update({ where: { id }, data: { dispatchKey: crypto.randomUUID() } })).rejects.toThrow(/never changes/);
    await expect(db().payout.delete({ where: { id } })).rejects.toThrow(/append-only/);
  });

  test("history, audit and decisions cannot be edited, deleted or truncated", async () => {
    const { id } = await aPayout(db(), { state: "settled" });
    for (const table of ["state_transition", "approval_decision"]) {
      await expect(db().$executeRawUnsafe(`UPDATE "${table}" SET "at" = now() WHERE "payoutId" = '${id}'`)).rejects.toThrow(/append-only/);
      await expect(db().$executeRawUnsafe(`DELETE FROM "${table}" WHERE "payoutId" = '${id}'`)).rejects.toThrow(/append-only/);
    }
    for (const table of ["audit_entry", "evidence", "observation", "receiver_account_version", "payout"]) {
      await expect(db().$executeRawUnsafe(`TRUNCATE "${table}" CASCADE`)).rejects.toThrow(/append-only/);
    }
  });

  test("a reconciliation ends once, its movements are facts, and a finding stays what it is about", async () => {
    const connection = await aConnection(db(), { merchant: await aMerchant(db()) });
    const { id, firstRunId } = await aFinding(db(), { connection });
    const ended = { where: { id: firstRunId }, data: { open: 0 } };
    await expect(db().reconciliationRun.update(ended)).rejects.toThrow(/ended once/);
    await expect(db().reconciliationFinding.update({ where: { id }, data: { subject: "another" } })).rejects.toThrow(/never changes/);
    await expect(db().reconciliationFinding.update({ where: { id }, data: { state: "explained" } })).rejects.toThrow(
      /finding_explained_has_note/,
    );
    await expect(db().reconciliationFinding.update({ where: { id }, data: { state: "closed" } })).rejects.toThrow(/finding_closed_whole/);
    await expect(db().reconciliationFinding.delete({ where: { id } })).rejects.toThrow(/append-only/);

    const { id: connectionId, merchantId } = connection;
    const facts = { merchantId, kind: "payout", currency: "EUR", amountMinor: decimalOf(-1n), seenAt: new Date() };
    await db().reconciliationMovement.create({ data: { connectionId, movementId: "m-1", ...facts } });
    const where = { connectionId_movementId: { connectionId, movementId: "m-1" } };
    await expect(db().reconciliationMovement.update({ where, data: { currency: "GBP" } })).rejects.toThrow(/append-only/);
    const other = { connectionId, movementId: "m-2", ...facts, merchantId: (await aMerchant(db())).id };
    await expect(db().reconciliationMovement.create({ data: other })).rejects.toThrow(
      /reconciliation_movement_merchantId_connectionId_fkey|Foreign key/,
    );
  });

  test("a payout of nothing, in no currency, or to nobody is refused", async () => {
    await expect(aPayout(db(), { amountMinor: 0n })).rejects.toThrow(/payout_amount_positive/);
    await expect(aPayout(db(), { amountMinor: -1n })).rejects.toThrow(/payout_amount_positive/);
  });
});

describe("sealed columns", () => {
  test("open for their own row only, and not when altered", () => {
    const { sealed, keyId } = seal("DE89370400440532013000", "acv_1");
    expect(unseal({ sealed, keyId, binding: "acv_1" })).toBe("DE89370400440532013000");
    expect(() => unseal({ sealed, keyId, binding: "acv_2" })).toThrow();
    const altered = Uint8Array.from(sealed, (byte, index) => (index === 14 ? byte ^ 1 : byte));
    expect(() => unseal({ sealed: altered, keyId, binding: "acv_1" })).toThrow();
    expect(() => unseal({ sealed, keyId: "lost", binding: "acv_1" })).toThrow(/encryption key lost/);
  });

  test("equal numbers are found, different ones are not", () => {
    expect(blindIndex("de89")).toEqual(blindIndex("DE89"));
    expect(blindIndex("DE89")).not.toEqual(blindIndex("DE88"));
  });
});
