import { createHash } from "node:crypto";
import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { type Denial, denial } from "@/lib/domain/access/denial";

// Promises: for one merchant and key, one answer, whoever crashes between which two lines; once that is forgotten (`forgetAnswers`)
// the key is told so, and does nothing again. It does not promise that `work`
// runs once. A process may die after its work was committed and before its answer was kept, so the work is run again when its time is
// over: it has to be harmless to repeat, which `operationKey` is for.

export type OnceRequest = {
  readonly merchantId: string;
  /** The caller's `Idempotency-Key`. */
  readonly key: string;
  /** Everything that makes it this request: method, path and body. */
  readonly request: string;
};

/** `keep: false` is an answer that the caller may get past by trying again with the same key. */
export type OnceAnswer = { readonly status: number; readonly body: string; readonly keep: boolean };
export type GivenAnswer = { readonly status: number; readonly body: string; readonly replayed: boolean };

/** After this long without an answer its worker is taken for dead. Longer than most requests last; nothing breaks if one lasts longer. */
const WORK_LASTS_MS = 10 * SECOND_MS;

export async function answerOnce(
  { merchantId, key, request }: OnceRequest,
  work: (once: { operationKey: string }) => Promise<OnceAnswer>,
): Promise<Result<GivenAnswer, Denial>> {
  const requestHash = sha256(request);
  const claim = await claimKey({ merchantId, key, requestHash });
  if (claim.kind === "denied") return failed(claim.denial);
  if (claim.kind === "answered") return ok({ ...claim.answer, replayed: true });

  const mine = { merchantId, key, createdAt: claim.at, answeredAt: null };
  let answer: OnceAnswer;
  try {
    answer = await work({ operationKey: `api:${Buffer.from(sha256(key)).toString("hex")}` });
  } catch (error) {
    await release(mine);
    throw error;
  }
  if (!answer.keep) {
    await release(mine);
    return ok({ status: answer.status, body: answer.body, replayed: false });
  }

  // Guarded by "no answer yet": if somebody took over meanwhile, the first answer that was kept is everybody's.
  const { status, body } = answer;
  const isKept = await db().$executeRaw(
    keepPlan(Prisma.sql`
      UPDATE "idempotency_record" SET "responseStatus" = ${status}, "responseBody" = ${body}, "answeredAt" = ${currentTime()}
      WHERE "merchantId" = ${merchantId} AND "key" = ${key} AND "answeredAt" IS NULL`),
  );
  const kept = isKept === 1 ? null : await db().idempotencyRecord.findUnique({ where: { merchantId_key: { merchantId, key } } });
  const first = kept && answerOf(kept);
  return ok(first && first.body !== body ? { ...first, replayed: true } : { status, body, replayed: false });
}

type Claim =
  | { readonly kind: "mine"; readonly at: Date }
  | { readonly kind: "answered"; readonly answer: { status: number; body: string } }
  | { readonly kind: "denied"; readonly denial: Denial };

async function claimKey({
  merchantId,
  key,
  requestHash,
}: {
  merchantId: string;
  key: string;
  requestHash: Uint8Array<ArrayBuffer>;
}): Promise<Claim> {
  const now = currentTime();
  const made = await db().$executeRaw(
    keepPlan(Prisma.sql`
      INSERT INTO "idempotency_record" ("merchantId", "key", "requestHash", "createdAt") VALUES (${merchantId}, ${key}, ${requestHash}, ${now})
      ON CONFLICT DO NOTHING`),
  );
  if (made === 1) return { kind: "mine", at: now };

  const record = await db().idempotencyRecord.findUnique({ where: { merchantId_key: { merchantId, key } } });
  // Released between the two statements: the caller's next try will find the key free.
  if (!record) return { kind: "denied", denial: denial("inFlight") };
  if (!Buffer.from(record.requestHash).equals(requestHash)) return { kind: "denied", denial: denial("keyReused") };
  const answer = answerOf(record);
  if (answer) return { kind: "answered", answer };
  if (record.answeredAt) return { kind: "denied", denial: denial("keyExpired") };

  // Guarded by the time of the claim that is taken over: of several who wait, one wins.
  const takenOver = await db().idempotencyRecord.updateMany({
    where: { merchantId, key, answeredAt: null, createdAt: { equals: record.createdAt, lt: addMs(now, -WORK_LASTS_MS) } },
    data: { createdAt: now },
  });
  return takenOver.count === 1 ? { kind: "mine", at: now } : { kind: "denied", denial: denial("inFlight") };
}

/** Only one's own claim: whoever took over in the meantime keeps theirs. */
async function release(mine: { merchantId: string; key: string; createdAt: Date; answeredAt: null }): Promise<void> {
  await db().idempotencyRecord.deleteMany({ where: mine });
}

function answerOf({ responseStatus, responseBody }: { responseStatus: number | null; responseBody: string | null }) {
  return responseStatus !== null && responseBody !== null ? { status: responseStatus, body: responseBody } : null;
}

function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}
