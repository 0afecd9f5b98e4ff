import { beforeAll, describe, expect, test } from "vitest";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import type { AuditEvent } from "@/lib/domain/audit/events";
import { sealAudit } from "@/lib/operations/audit/seal-audit";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { listAudit } from "./list-audit";
import { readAuditTrail } from "./read-audit-trail";

let merchant: Merchant;
let checkerId: string;
beforeAll(async () => {
  merchant = await aMerchant(db());
  const checker = await aPerson(db(), { merchant, role: "checker" });
  checkerId = checker.id;
  const payout = await aPayout(db(), { merchant });
  const by = actorOf(checker, merchant);
  const note = (event: AuditEvent, subject: Parameters<typeof writeAudit>[1]["subject"]) =>
    db().$transaction((tx) =>
      writeAudit(tx, { actor: event === "payout.moved" ? { kind: "system", name: "Desk", merchantId: merchant.id } : by, event, subject }),
    );
  for (let time = 0; time < 60; time += 1) await note("payout.moved", { kind: "payout", id: payout.id });
  await note("payout.approved", { kind: "payout", id: payout.id });
  await sealAudit();
  await note("receiver.revealed", { kind: "receiver", id: payout.receiverId ?? "" });
});

describe("the audit trail", () => {
  test("is read newest first, page by page, without a gap or a repetition", async () => {
    const first = await listAudit(merchant.id, { show: "all" });
    expect(first.rows).toHaveLength(50);
    expect(first.rows[0]).toMatchObject({ event: "receiver.revealed", sequence: null });
    if (!first.older) throw new Error("There is a second page.");
    const second = await listAudit(merchant.id, { show: "all", position: { kind: "older", than: first.older } });
    const all = [...first.rows, ...second.rows];
    expect(new Set(all.map(({ id }) => id)).size).toBe(62);
    expect(second.older).toBeNull();
    if (!second.newer) throw new Error("There is a way back.");
    const back = await listAudit(merchant.id, { show: "all", position: { kind: "newer", than: second.newer } });
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
  });

  test("is narrowed by what was done and by whom, and names what it was about", async () => {
    const decisions = await listAudit(merchant.id, { show: "decisions" });
    expect(decisions.rows).toMatchObject([{ event: "payout.approved", payoutNumber: expect.stringMatching(/^CF/), sequence: 61 }]);
    expect((await listAudit(merchant.id, { show: "all", personId: checkerId })).rows).toHaveLength(2);
    expect((await listAudit(merchant.id, { show: "reveals" })).rows).toMatchObject([{ subjectName: expect.any(String) }]);
  });

  test("tells how far it is sealed, and nothing of another merchant's", async () => {
    expect(await readAuditTrail(merchant.id)).toMatchObject({ sealed: 61, waiting: 1, people: [{ id: checkerId }, {}] });
    const other = await aMerchant(db());
    expect(await listAudit(other.id, { show: "all" })).toMatchObject({ rows: [] });
    expect(await readAuditTrail(other.id)).toMatchObject({ sealed: 0, sealedAt: null });
  });
});
