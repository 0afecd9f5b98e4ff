import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { readHealth } from "@/lib/queries/read-health";
import { aMerchant } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";

test("health tells that the database is migrated, and how much waits", async () => {
  expect(await readHealth()).toMatchObject({ isMigrated: true, payoutsOverdue: 0, queued: {} });
  const payout = await aPayout(db(), { merchant: await aMerchant(db()), state: "unconfirmed" });
  await db().payout.update({ where: { id: payout.id }, data: { nextCheckAt: new Date(0) } });
  expect(await readHealth()).toMatchObject({ payoutsOverdue: 1 });
});

test("a migration that was begun and not finished is not migrated", async () => {
  await db().$executeRaw`
    INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at") VALUES ('x', 'x', '29990101_half', now())`;
  expect(await readHealth()).toMatchObject({ isMigrated: false });
});
