import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { readLinkToken } from "@/lib/db/link-token";
import { takeTurn } from "@/lib/operations/throttle/take-turn";

export type OpenedAsk =
  /** `merchantId` is for the page's own questions and never leaves the server. */
  | { readonly kind: "open"; readonly merchantId: string; readonly merchantName: string }
  | { readonly kind: "dead" }
  | { readonly kind: "slowDown" };

/** What the receiver's page may know when it is opened. Opening uses nothing up: mail programs open links, too. */
export async function openAsk({ token, ipAddress }: { token: string; ipAddress?: string }): Promise<OpenedAsk> {
  if (!(await takeTurn("publicAddress", ipAddress ?? "unknown")).isGiven) return { kind: "slowDown" };
  const tokenHash = readLinkToken("receiver-ask", token);
  if (!tokenHash) return { kind: "dead" };
  if (!(await takeTurn("publicLink", token)).isGiven) return { kind: "slowDown" };
  const ask = await db().receiverAsk.findUnique({
    where: { tokenHash },
    include: { receiver: { select: { state: true, merchant: { select: { name: true } } } } },
  });
  const isOpen = ask && ask.usedAt === null && ask.revokedAt === null && ask.expiresAt > currentTime() && ask.receiver.state === "active";
  return isOpen ? { kind: "open", merchantId: ask.merchantId, merchantName: ask.receiver.merchant.name } : { kind: "dead" };
}
