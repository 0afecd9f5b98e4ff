import { failed, ok, type Result } from "@/lib/base/result";
import { foldText } from "@/lib/base/text";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Receiver } from "@/lib/db/generated/client";
import { detailsOf, sealDetails } from "@/lib/db/personal-details";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { NO_DETAILS } from "@/lib/domain/receiver/details";
import type { UpdateReceiver } from "@/lib/domain/receiver/schema";
import { isCardOnItsWay } from "./is-card-on-its-way";

/** Changes what is known of a receiver. Payouts keep the name that they were asked for under; accounts are not touched. */
export async function updateReceiver(actor: Actor, input: UpdateReceiver): Promise<Result<{ receiverId: string }, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "receiver" WHERE "id" = ${input.receiverId} FOR UPDATE`;
    const before = await tx.receiver.findFirst({ where: { id: input.receiverId, merchantId: actor.merchantId, state: "active" } });
    if (!before) return failed(denial("notFound"));
    const { receiverId, name, email, country, reference, language, tags = [], details = NO_DETAILS } = input;
    const facts = {
      name,
      nameFolded: foldText(name),
      email: email?.toLowerCase() ?? null,
      country: country ?? null,
      reference: reference || null,
      language: language ?? null,
    };
    if (facts.email !== before.email && (await isCardOnItsWay(tx, receiverId))) {
      return failed(denial("changedMeanwhile", CARD_ON_ITS_WAY, { email: [CARD_ON_ITS_WAY] }));
    }
    await tx.receiver.update({ where: { id: receiverId }, data: { ...facts, ...sealDetails(receiverId, details) } });
    const retagged = await changeTags(tx, before, tags);
    const changed = { ...namesOfChanged(before, { ...before, ...facts }), ...retagged };
    const hidden = JSON.stringify(detailsOf(before)) === JSON.stringify(details) ? [] : ["personal details"];
    await writeAudit(tx, {
      actor,
      event: "receiver.changed",
      subject: { kind: "receiver", id: receiverId },
      // What was sealed stays sealed: the audit says that it changed, not to what.
      details: { changed: [...Object.keys(changed), ...hidden], ...changed },
    });
    return ok({ receiverId });
  });
}

async function changeTags(tx: Tx, { id: receiverId, merchantId }: Receiver, tags: readonly string[]) {
  const before = (await tx.receiverTag.findMany({ where: { receiverId }, orderBy: { tag: "asc" } })).map(({ tag }) => tag);
  if (before.join() === tags.join()) return {};
  await tx.receiverTag.deleteMany({ where: { receiverId, tag: { notIn: [...tags] } } });
  await tx.receiverTag.createMany({ data: tags.map((tag) => ({ merchantId, receiverId, tag })), skipDuplicates: true });
  return { tags: { from: before.join(", ") || null, to: tags.join(", ") || null } };
}

const CARD_ON_ITS_WAY =
  "A payout to this receiver's virtual card is under way, and the card goes to this address. Cancel the payout first, or let it end.";

const TOLD = ["name", "email", "country", "reference", "language"] as const satisfies readonly (keyof Receiver)[];

function namesOfChanged(before: Receiver, after: Receiver): Record<string, { from: string | null; to: string | null }> {
  return Object.fromEntries(TOLD.filter((key) => before[key] !== after[key]).map((key) => [key, { from: before[key], to: after[key] }]));
}
