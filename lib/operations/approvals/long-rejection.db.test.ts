import { expect, test } from "vitest";
import { type CrashRehearsal, rehearseCrashes } from "@/lib/base/crash-point";
import { db } from "@/lib/db/client";
import { readUnit } from "@/lib/queries/read-unit";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aUnit } from "@/lib/testing/unit-factory";
import { applySignature } from "./apply-signature";
import { signUnit } from "./sign-unit";

const RECEIVERS = 51;
const EACH = 100;
const PAYOUTS = RECEIVERS * EACH;

/** Each of the unit's payouts so many times, in one statement. */
async function grow(unitId: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "payout" SELECT (jsonb_populate_record(p, jsonb_build_object('id', p."id" || n, 'number', 'CF' || lpad((p."submissionPart" * 1000 + n)::text, 12, '0'),
      'submissionPart', p."submissionPart" * 1000 + n, 'dispatchKey', gen_random_uuid(), 'amountMinor', p."amountMinor" + n))).*
    FROM "payout" p, generate_series(1, ${EACH - 1}) n WHERE p."unitId" = ${unitId}`;
}

/** Dies once in every so many of its steps. */
function dieNowAndThen(times: number): CrashRehearsal {
  let left = times;
  let passed = 0;
  return rehearseCrashes(() => {
    passed += 1;
    if (left === 0 || passed % 7 !== 0) return false;
    left -= 1;
    return true;
  });
}

test("a file of more than 5,000 is rejected by a job that dies on its way: each payout once, with one mail, and none is sent", {
  timeout: 120_000,
}, async () => {
  const merchant = await aMerchant(db());
  const maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  const { unitId } = await aUnit(db(), { maker, payouts: RECEIVERS });
  await grow(unitId);
  const unit = await readUnit(checker, unitId);
  const wish = { unitId, verdict: "reject", hash: unit?.signed.hash ?? "", lookedAt: null, reason: "notOwed" } as const;
  const signed = await signUnit(checker, wish);
  if (!signed.ok) throw new Error(signed.error.sentence);
  expect(signed.value).toMatchObject({ payouts: PAYOUTS, isDone: false });
  expect(await db().payout.count({ where: { unitId, state: "awaitingApproval" } })).toBe(PAYOUTS);

  const { signatureId } = signed.value;
  const rehearsal = dieNowAndThen(3);
  let deaths = 0;
  while ((await applySignature({ signatureId }).catch(() => null)) === null) {
    deaths += 1;
    rehearsal.restart();
  }
  rehearsal.end();
  expect(deaths).toBe(3);

  expect(await db().payout.groupBy({ by: ["state"], where: { unitId }, _count: true })).toEqual([{ state: "rejected", _count: PAYOUTS }]);
  expect(await db().approvalDecision.groupBy({ by: ["verdict"], where: { payout: { unitId } }, _count: true })).toEqual([
    { verdict: "reject", _count: PAYOUTS },
  ]);
  expect(await db().stateTransition.count({ where: { event: "reject", payout: { unitId } } })).toBe(PAYOUTS);
  expect(await db().mail.count({ where: { merchantId: merchant.id, personId: maker.personId } })).toBe(1);
  const jobs = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM pgboss.job j JOIN "payout" p ON p."id" = j.data->>'payoutId' WHERE p."unitId" = ${unitId} AND j.name = 'dispatchPayout'`;
  expect(jobs).toEqual([]);
});
