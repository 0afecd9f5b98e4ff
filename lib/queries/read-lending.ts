import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { db } from "@/lib/db/client";
import { peopleWith } from "@/lib/db/people-with";
import { readPolicy } from "@/lib/db/read-policy";
import type { Actor } from "@/lib/domain/access/actor";

export type Lending = {
  /** Whom the actor may lend their place to. */
  readonly colleagues: readonly { readonly id: string; readonly text: string }[];
  readonly currency: string;
  /** In the merchant's zone. */
  readonly today: string;
};

/** What the form for lending a place offers. */
export async function readLending({ merchantId, personId }: Extract<Actor, { kind: "person" }>): Promise<Lending> {
  const [people, { currency }, { timeZone }] = await Promise.all([
    peopleWith(db(), merchantId, "payout.approve"),
    readPolicy(db(), merchantId),
    db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } }),
  ]);
  const colleagues = people.flatMap((one) => (one.personId === personId ? [] : [{ id: one.personId, text: one.name }]));
  return { colleagues, currency, today: dayOf(currentTime(), timeZone) };
}
