import { expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { writeAudits } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { AuditLine } from "@/lib/domain/audit/chain";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { checkpointPublicKey } from "./checkpoint-keys";
import { exportAudit } from "./export-audit";
import { verifyAudit } from "./verify-audit";

async function aDesk(entries: number) {
  const merchant = await aMerchant(db());
  const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
  const notes = Array.from({ length: entries }, (_, at) => ({
    actor: at % 10 === 0 ? admin : checker,
    event: at % 2 === 0 ? ("payout.approved" as const) : ("receiver.revealed" as const),
    subject: { kind: "payout", id: newId("payout") } as const,
  }));
  await inTransaction((tx) => writeAudits(tx, notes));
  return { merchant, checker, admin };
}

async function taken(...wish: Parameters<typeof exportAudit>): Promise<AuditLine[]> {
  const lines = await exportAudit(...wish);
  if (!lines.ok) throw new Error(lines.error.sentence);
  const all: AuditLine[] = [];
  for await (const line of lines.value) all.push(line);
  return all;
}

test("the whole trail comes page by page, proves itself, and says in its last line who took it", async () => {
  const { merchant, checker } = await aDesk(4_500);
  await aDesk(3);
  const lines = await taken(checker, { show: "all" });
  expect(lines).toHaveLength(4_501);
  expect(lines.at(-1)?.entry).toMatchObject({ event: "audit.exported", actorId: checker.personId, details: { show: "all" } });
  const verdict = await verifyAudit({ lines, checkpoints: [], publicKey: checkpointPublicKey(), merchantId: merchant.id });
  expect(verdict).toMatchObject({ sound: 4_501, broken: null });
});

test("narrowed, it is exactly what the page shows, and how it was narrowed is on record", async () => {
  const { merchant, checker, admin } = await aDesk(40);
  const byAdmin = await taken(checker, { show: "reveals", personId: admin.personId });
  expect(byAdmin).toHaveLength(0);
  const decisions = await taken(checker, { show: "decisions", personId: admin.personId });
  expect(decisions.map(({ entry }) => [entry.event, entry.actorId])).toEqual(Array(4).fill(["payout.approved", admin.personId]));
  const [noted] = await db().auditEntry.findMany({ where: { merchantId: merchant.id, event: "audit.exported" }, orderBy: { id: "desc" } });
  expect(noted?.details).toEqual({ show: "decisions", personId: admin.personId });
});

test("it is for those who may read the trail", async () => {
  const { merchant } = await aDesk(1);
  const maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  expect(await exportAudit(maker, { show: "all" })).toMatchObject({ ok: false, error: { code: "forbidden" } });
});
