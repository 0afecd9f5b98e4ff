import { db } from "@/lib/db/client";
import type { DEMO_EMAILS } from "@/lib/domain/access/demo-people";
import type { Role } from "@/lib/domain/access/permissions";
import { builtInRole } from "@/lib/domain/access/roles";
import { writeNote } from "@/lib/operations/notes/write-note";
import { assignPayout } from "@/lib/operations/payouts/assign-payout";
import { sharePayout } from "@/lib/operations/shares/share-payout";

/** One payout that people talk about: support asks a colleague, gives it to them, and has sent the customer a link. Made once. */
export async function addDemoCase(merchantId: string): Promise<void> {
  if ((await db().payoutNote.count({ where: { merchantId, kind: "note" } })) > 0) return;
  const payout = await db().payout.findFirst({ where: { merchantId, state: "failed" }, orderBy: { createdAt: "desc" } });
  if (!payout) return;
  const { id: payoutId, assigneeId: from } = payout;
  const [support, checker] = [
    await actorOf(merchantId, "support@demo.test", "support"),
    await actorOf(merchantId, "checker@demo.test", "checker"),
  ];
  for (const made of [
    await sharePayout(support, { payoutId, days: 14 }),
    await assignPayout(support, { payoutId, assigneeId: checker.personId, from }),
    // Last: by it the next start knows that all of this is there.
    await writeNote(support, {
      payoutId,
      text: `@[${checker.personId}] the customer called and has a new account. Could you have it confirmed?`,
    }),
  ]) {
    if (!made.ok) throw new Error(`The demo's case could not be made: ${made.error.sentence}`);
  }
}

async function actorOf(merchantId: string, email: keyof typeof DEMO_EMAILS, role: Role) {
  const { id: personId, name } = await db().person.findUniqueOrThrow({ where: { email } });
  return { kind: "person", personId, name, merchantId, ...builtInRole(role) } as const;
}
