import type { Organisation } from "@/lib/domain/approval/find-dead-ends";
import type { Tx } from "./client";
import { peopleWith } from "./people-with";

/** Who can make and who can approve payouts at a merchant now, the disabled left out. */
export async function readOrganisation(tx: Tx, merchantId: string): Promise<Omit<Organisation, "ways">> {
  const checkers = await peopleWith(tx, merchantId, "payout.approve");
  const makers = await peopleWith(tx, merchantId, "payout.create");
  const keys = await tx.apiKey.findMany({
    where: { merchantId, revokedAt: null, scopes: { has: "payouts:write" } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  const people = makers.map(({ personId, name }) => ({ id: personId, name, isPerson: true }));
  return { checkers, makers: [...people, ...keys.map((key) => ({ ...key, isPerson: false }))] };
}
