import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, DAY_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { newLinkToken } from "@/lib/db/link-token";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { SharePayout } from "@/lib/domain/share/schema";

/** More than anybody hands out for one payout while the others still work. */
const MOST_LIVE = 10;

/** The token leaves here once and is nowhere else. */
export type SharedPayout = { readonly shareId: string; readonly token: string; readonly expiresAt: Date };

/** Makes a link on which whoever waits for the money sees how it stands, for some days. */
export async function sharePayout(actor: Actor, { payoutId, days }: SharePayout): Promise<Result<SharedPayout, Denial>> {
  const madeById = actorId(actor);
  if (!may(actor, "payout.share") || madeById === null) return failed(denial("forbidden"));
  const { merchantId } = actor;
  const { token, hash: tokenHash } = newLinkToken("payout-share");
  return inTransaction(async (tx) => {
    const madeAt = currentTime();
    const expiresAt = addMs(madeAt, days * DAY_MS);
    // Not against what moves it: only against others who make links at this moment.
    await tx.$queryRaw`SELECT "id" FROM "payout" WHERE "id" = ${payoutId} AND "merchantId" = ${merchantId} FOR NO KEY UPDATE`;
    const payout = await tx.payout.findFirst({ where: { id: payoutId, merchantId }, select: { number: true } });
    if (!payout) return failed(denial("notFound"));
    const live = await tx.payoutShare.count({ where: { payoutId, merchantId, endedAt: null, expiresAt: { gt: madeAt } } });
    if (live >= MOST_LIVE) return failed(denial("changedMeanwhile", "Ten links to this payout work already. End one of them first."));
    const shareId = newId("payoutShare");
    const made = { madeById, madeByName: actor.name, madeAt, expiresAt };
    await tx.payoutShare.create({ data: { id: shareId, merchantId, payoutId, tokenHash, ...made } });
    const details = { number: payout.number, shareId, until: expiresAt.toISOString() };
    await writeAudit(tx, { actor, event: "payout.shared", subject: { kind: "payout", id: payoutId }, details });
    return ok({ shareId, token, expiresAt });
  });
}
