import { createHash } from "node:crypto";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

const LATELY_MS = 6 * DAY_MS;
const MOST_PAYOUTS = 40;
const ADDRESS = "203.0.113.17";

/** What the shop's own system asked of late: its payouts, a look at each, and what a system gets wrong now and then. Once. */
export async function addApiRequests({ merchantId, now }: { merchantId: string; now: Date }): Promise<void> {
  const key = await db().apiKey.findFirst({ where: { merchantId }, orderBy: { createdAt: "asc" }, select: { id: true } });
  if (!key || (await db().apiRequest.count({ where: { merchantId } })) > 0) return;
  const payouts = await db().payout.findMany({
    where: { merchantId, makerId: key.id, createdAt: { gte: addMs(now, -LATELY_MS), lte: now } },
    select: { id: true, reference: true, createdAt: true },
    orderBy: { createdAt: "desc" },
    take: MOST_PAYOUTS,
  });
  const data = payouts.flatMap(({ id, reference, createdAt }, place): Prisma.ApiRequestCreateManyInput[] => {
    const at = (seconds: number) => addMs(createdAt, seconds * SECOND_MS);
    const row = (when: Date, facts: Pick<Prisma.ApiRequestCreateManyInput, "method" | "path" | "status" | "durationMs">) => ({
      ...{ id: newId("request", when), merchantId, apiKeyId: key.id, at: when, address: ADDRESS },
      ...facts,
    });
    const made = {
      ...{ method: "POST", path: "/payouts", idempotencyKeyHash: new Uint8Array(createHash("sha256").update(reference).digest()) },
      durationMs: 18 + (place % 7) * 3,
    };
    const refusal = REFUSALS[place % REFUSALS.length];
    return [
      ...(place % 6 === 2 && refusal ? [{ ...row(at(-2), { ...made, status: refusal.status }), problemCode: refusal.code }] : []),
      { ...row(createdAt, { ...made, status: 201 }), subjectId: id },
      ...(place % 9 === 4 ? [{ ...row(at(1), { ...made, status: 201, durationMs: 4 }), subjectId: id, isReplayed: true }] : []),
      { ...row(at(30), { method: "GET", path: "/payouts/{payoutId}", status: 200, durationMs: 5 }), subjectId: id },
    ];
  });
  await db().apiRequest.createMany({ data: data.filter(({ at }) => new Date(at) <= now) });
}

const REFUSALS = [
  { status: 422, code: "invalidInput" },
  { status: 409, code: "inFlight" },
  { status: 422, code: "overReturnable" },
] as const;
