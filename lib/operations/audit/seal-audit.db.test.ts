import { mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { aMerchant } from "@/lib/testing/factories";
import { auditLines } from "./audit-lines";
import { checkpointPublicKey } from "./checkpoint-keys";
import { countUnsealed } from "./count-unsealed";
import { sealAudit } from "./seal-audit";
import { verifyAudit } from "./verify-audit";
import { CHECKPOINTS, readCheckpoints, writeCheckpoints } from "./write-checkpoints";

let merchant: Merchant;
let file: string;
beforeEach(async () => {
  merchant = await aMerchant(db());
  file = path.join(await mkdtemp(path.join(os.tmpdir(), "audit-")), CHECKPOINTS);
});

const write = (count: number) =>
  inTransaction(async (tx) => {
    for (let place = 0; place < count; place += 1) {
      const actor = { kind: "system", name: "Test", merchantId: merchant.id } as const;
      await writeAudit(tx, {
        actor,
        event: "payout.moved",
        subject: { kind: "payout", id: `po_${place}` },
        details: { place, z: [1, { b: 2, a: "ü" }] },
      });
    }
  });

async function verified() {
  const checkpoints = await readCheckpoints(file);
  return verifyAudit({ lines: auditLines(merchant.id), checkpoints, publicKey: checkpointPublicKey(), merchantId: merchant.id });
}

/** As somebody with the database in their hands would: the guards are off for the moment. */
async function behindTheGuards(table: "audit_entry" | "audit_link", sql: string): Promise<void> {
  await db().$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  await db().$executeRawUnsafe(sql);
  await db().$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
}

describe("sealing", () => {
  test("gives each entry one place, whoever seals at once and whatever is written meanwhile", async () => {
    await write(30);
    await Promise.all([sealAudit(), write(20), sealAudit(), write(700), sealAudit(), sealAudit()]);
    await sealAudit();
    const links = await db().auditLink.findMany({ where: { merchantId: merchant.id }, orderBy: { sequence: "asc" } });
    expect(links.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 750 }, (_, place) => place + 1));
    expect(await countUnsealed(merchant.id)).toBe(0);
    expect(await verified()).toEqual({ sound: 750, signed: 0, broken: null });
  });

  test("what was rolled back has no place, and a link is written once", async () => {
    await write(2);
    await expect(
      inTransaction(async (tx) => {
        await writeAudit(tx, {
          actor: { kind: "system", name: "Test", merchantId: merchant.id },
          event: "payout.moved",
          subject: { kind: "payout", id: "po_x" },
        });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await sealAudit();
    expect(await verified()).toMatchObject({ sound: 2 });
    await expect(db().auditLink.deleteMany({ where: { merchantId: merchant.id } })).rejects.toThrow(/append-only/);
  });
});

describe("checkpoints", () => {
  test("survive a crash in the middle of a line, and what somebody else has written there", async () => {
    await write(2);
    await sealAudit();
    await writeCheckpoints(file);
    const [ours] = (await readCheckpoints(file)).filter(({ merchantId }) => merchantId === merchant.id);
    await writeFile(file, `${JSON.stringify({ ...ours, sequence: 1_000_000 })}\n${JSON.stringify(ours).slice(0, 40)}`, { flag: "a" });
    await write(1);
    // Entries that wait for their place are not missing.
    expect(await countUnsealed(merchant.id)).toBe(0);
    await sealAudit();
    expect(await writeCheckpoints(file)).toBeGreaterThan(0);
    expect(await verified()).toEqual({ sound: 3, signed: 2, broken: null });
  });

  test("an entry that is noted as unsealed though it has its place is not sealed twice", async () => {
    await write(2);
    await sealAudit();
    const { entryId } = await db().auditLink.findFirstOrThrow({ where: { merchantId: merchant.id } });
    await db().auditUnsealed.create({ data: { entryId, merchantId: merchant.id } });
    await write(1);
    await sealAudit();
    expect(await verified()).toMatchObject({ sound: 3, broken: null });
  });
});

describe("a trail that somebody with the database in their hands has changed", () => {
  beforeEach(async () => {
    await write(20);
    await sealAudit();
    expect(await writeCheckpoints(file)).toBeGreaterThan(0);
    expect(await verified()).toMatchObject({ sound: 20, signed: 1, broken: null });
  });

  test("an entry is edited: named", async () => {
    const { entryId } = await db().auditLink.findFirstOrThrow({ where: { merchantId: merchant.id, sequence: 7n } });
    await behindTheGuards("audit_entry", `UPDATE "audit_entry" SET "actorName" = 'Nobody' WHERE "id" = '${entryId}'`);
    expect(await verified()).toMatchObject({ sound: 6, broken: { sequence: 7, entryId } });
  });

  test("its end is cut off: told by the checkpoint, and an entry without its link is counted", async () => {
    await behindTheGuards("audit_link", `DELETE FROM "audit_link" WHERE "merchantId" = '${merchant.id}' AND "sequence" > 15`);
    expect(await verified()).toMatchObject({ sound: 15, broken: { sequence: 16, why: expect.stringContaining("cut off") } });
    expect(await countUnsealed(merchant.id)).toBe(5);
  });

  test("a checkpoint that somebody else signed counts for nothing, and ours is not written twice", async () => {
    const checkpoints = await readCheckpoints(file);
    expect(checkpoints.length).toBeGreaterThan(0);
    expect(await writeCheckpoints(file)).toBe(0);
    await writeFile(file, checkpoints.map((one) => `${JSON.stringify({ ...one, sequence: 99 })}\n`).join(""));
    expect(await verified()).toMatchObject({ sound: 20, signed: 0, broken: null });
  });
});
