import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { ReceiverAsk } from "@/lib/db/generated/client";
import { readLinkToken } from "@/lib/db/link-token";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type AskAnswer, isTypedByReceiver } from "@/lib/domain/receiver/ask";
import { takeTurn } from "@/lib/operations/throttle/take-turn";
import { lockReceivers } from "./lock-receivers";
import { proposeAccountIn } from "./propose-account";

export type AnswerAsk = {
  readonly token: string;
  /** Where the answer came from, as the nearest proxy saw it. */
  readonly ipAddress?: string;
  readonly answer: AskAnswer;
};

// Promises: a link is used once, whatever is posted at once; unknown, used, expired and revoked links are told the same; what comes of
// it is a proposal like any other, and whoever asked cannot be the one who confirms it.

/** The receiver has typed their account. Where it has to be changed first, the link stays good. */
export async function answerAsk({ token, ipAddress, answer }: AnswerAsk): Promise<Result<null, Denial>> {
  if (!(await takeTurn("publicAddress", ipAddress ?? "unknown")).isGiven) return failed(denial("lockedOut", SLOWLY));
  const tokenHash = readLinkToken("receiver-ask", token);
  if (!tokenHash) return failed(DEAD_LINK);
  if (!(await takeTurn("publicLink", token)).isGiven) return failed(denial("lockedOut", SLOWLY));
  if (!isTypedByReceiver(answer.address.kind)) return failed(denial("unsupportedAccount", "Choose one of the kinds of account."));
  return inTransaction(async (tx) => {
    const found = await tx.receiverAsk.findUnique({ where: { tokenHash }, select: { merchantId: true } });
    if (!found) return failed(DEAD_LINK);
    // Receivers before links: in this way closing and merging take them, too.
    await lockReceivers(tx, found.merchantId, "share");
    await tx.$queryRaw`SELECT "id" FROM "receiver_ask" WHERE "tokenHash" = ${tokenHash} FOR UPDATE`;
    const ask = await tx.receiverAsk.findUniqueOrThrow({ where: { tokenHash } });
    if (ask.usedAt !== null || ask.revokedAt !== null || ask.expiresAt <= currentTime()) return failed(DEAD_LINK);
    return keep(tx, ask, { answer, ipAddress });
  });
}

/** The same for every link that does not work: whether there ever was one is nobody's business. */
const DEAD_LINK = denial("notFound", "This link does not work any more. Ask whoever sent it to you for a new one.");
const SLOWLY = "There were too many tries. Wait ten minutes, and open the link again.";

type Given = Pick<AnswerAsk, "answer" | "ipAddress">;

async function keep(tx: Tx, ask: ReceiverAsk, { answer, ipAddress }: Given): Promise<Result<null, Denial>> {
  const { id: askId, merchantId, receiverId, askedById, askedByName } = ask;
  const actor: Actor = { kind: "system", name: "The receiver, by link", merchantId };
  const proposed = await proposeAccountIn(tx, actor, { receiverId, ...answer, origin: "receiver", askedById });
  if (!proposed.ok) return proposed.error.code === "notFound" ? failed(DEAD_LINK) : failed(proposed.error);
  await tx.receiverAsk.update({
    where: { id: askId },
    data: { usedAt: currentTime(), accountVersionId: proposed.value.versionId },
  });
  await writeAudit(tx, {
    actor,
    event: "receiver.askAnswered",
    subject: { kind: "receiver", id: receiverId },
    details: { askId, askedBy: askedByName, versionId: proposed.value.versionId },
    ipAddress,
  });
  return ok(null);
}
