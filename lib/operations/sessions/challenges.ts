import { randomBytes } from "node:crypto";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS, MINUTE_MS } from "@/lib/base/time";
import { challengeHash } from "@/lib/db/challenge-hash";
import { db, type Tx } from "@/lib/db/client";
import type { StepUpNeed } from "@/lib/domain/access/step-up";

/** What a challenge is for. It is answered for the same, or not at all. */
export type ChallengeBound =
  | { readonly purpose: "stepUp"; readonly personId: string; readonly sessionId: string; readonly need: StepUpNeed }
  | { readonly purpose: "addPasskey"; readonly personId: string; readonly sessionId: string }
  /** Nobody is known yet: the browser that asked keeps the text in a cookie, and only it can answer. */
  | { readonly purpose: "passkeySignIn" }
  | { readonly purpose: "secondFactor"; readonly personId: string };

export type Challenge = { readonly text: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly expiresAt: Date };

const ANSWERED_WITHIN_MS = 5 * MINUTE_MS;
const FORGOTTEN_AFTER_MS = DAY_MS;

/** Random bytes that are good for one answer, soon. Only their hash is kept. */
export async function makeChallenge(bound: ChallengeBound, now: Date): Promise<Challenge> {
  const bytes = new Uint8Array(randomBytes(32));
  const text = Buffer.from(bytes).toString("base64url");
  const expiresAt = addMs(now, ANSWERED_WITHIN_MS);
  await db().authChallenge.deleteMany({ where: { expiresAt: { lt: addMs(now, -FORGOTTEN_AFTER_MS) } } });
  const data = { id: newId("challenge"), hash: challengeHash(text), ...columnsOf(bound), createdAt: now, expiresAt };
  await db().authChallenge.create({ data });
  return { text, bytes, expiresAt };
}

/** Uses the challenge up, whatever comes of the answer. False for one that was used, is too old, or was made for something else. */
export async function takeChallenge(tx: Tx, text: string, bound: ChallengeBound, now: Date): Promise<boolean> {
  const { count } = await tx.authChallenge.updateMany({
    where: { hash: challengeHash(text), ...columnsOf(bound), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** Whose second factor this browser still owes, or null. */
export async function readWaiting(token: string, now: Date): Promise<string | null> {
  const waiting = await db().authChallenge.findFirst({
    where: { hash: challengeHash(token), purpose: "secondFactor", usedAt: null, expiresAt: { gt: now } },
    select: { personId: true },
  });
  return waiting?.personId ?? null;
}

function columnsOf(bound: ChallengeBound) {
  const item = bound.purpose === "stepUp" && bound.need.kind === "item" ? bound.need : null;
  return {
    purpose: bound.purpose,
    personId: "personId" in bound ? bound.personId : null,
    sessionId: "sessionId" in bound ? bound.sessionId : null,
    subjectKind: item?.subjectKind ?? null,
    subjectId: item?.subjectId ?? null,
    subjectHash: item?.hash ?? null,
  };
}
