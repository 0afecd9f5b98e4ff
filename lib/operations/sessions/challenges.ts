import { createHash, randomBytes } from "node:crypto";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { StepUpNeed } from "@/lib/domain/access/step-up";

/** What a challenge is for. It is answered for the same, or not at all. */
export type ChallengeBound = {
  readonly purpose: "stepUp";
  readonly personId: string;
  readonly sessionId: string;
  readonly need: StepUpNeed;
};

const ANSWERED_WITHIN_MS = 3 * MINUTE_MS;
const FORGOTTEN_AFTER_MS = DAY_MS;

/** Random bytes that are good for one answer, soon. Only their hash is kept. */
export async function makeChallenge(bound: ChallengeBound, now: Date): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(32));
  await db().authChallenge.deleteMany({ where: { expiresAt: { lt: addMs(now, -FORGOTTEN_AFTER_MS) } } });
  const hash = new Uint8Array(createHash("sha256").update(challenge).digest());
  const times = { createdAt: now, expiresAt: addMs(now, ANSWERED_WITHIN_MS) };
  await db().authChallenge.create({ data: { id: newId("challenge"), hash, ...columnsOf(bound), ...times } });
  return challenge;
}

/** Uses the challenge up, whatever comes of the answer. False for one that was used, is too old, or was made for something else. */
export async function takeChallenge(challenge: string, bound: ChallengeBound, now: Date): Promise<boolean> {
  const hash = new Uint8Array(createHash("sha256").update(Buffer.from(challenge, "base64url")).digest());
  const { count } = await db().authChallenge.updateMany({
    where: { hash, ...columnsOf(bound), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

function columnsOf({ purpose, personId, sessionId, need }: ChallengeBound) {
  const item = need.kind === "item" ? need : null;
  return {
    purpose,
    personId,
    sessionId,
    subjectKind: item?.subjectKind ?? null,
    subjectId: item?.subjectId ?? null,
    subjectHash: item?.hash ?? null,
  };
}
