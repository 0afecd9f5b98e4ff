import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { parseDecimal } from "@/lib/base/money";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, DAY_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { decimalOf } from "@/lib/db/minor";
import { peopleWith } from "@/lib/db/people-with";
import { readPolicy } from "@/lib/db/read-policy";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { GiveDelegation } from "@/lib/domain/approval/delegation";

const LONGEST_DAYS = 90;

/** Lends one's own place to somebody who may approve too. What was lent to oneself is not lent on. */
export async function giveDelegation(actor: Actor, input: GiveDelegation): Promise<Result<{ delegationId: string }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return failed(denial("forbidden"));
  const { merchantId, personId, name } = actor;
  const { delegateId, fromAt, untilAt, upTo, note } = input;
  if (untilAt <= currentTime()) return refused("untilAt", "It would be over already.");
  if (untilAt > addMs(fromAt, LONGEST_DAYS * DAY_MS)) return refused("untilAt", `A place is lent for at most ${LONGEST_DAYS} days.`);
  return inTransaction(async (tx) => {
    const delegate = (await peopleWith(tx, merchantId, "payout.approve")).find((one) => one.personId === delegateId);
    if (!delegate) return failed(denial("notFound"));
    if (delegateId === personId) return refused("delegateId", "Choose somebody else: the place is yours already.");
    const { currency } = await readPolicy(tx, merchantId);
    const limit = upTo === undefined ? null : parseDecimal(upTo, currency);
    if (upTo !== undefined && (limit === null || limit.minor === 0n)) return refused("upTo", `Type an amount in ${currency}.`);

    const delegationId = newId("delegation");
    await tx.delegation.create({
      data: {
        ...{ id: delegationId, merchantId, lenderId: personId, lenderName: name, delegateId, delegateName: delegate.name, fromAt, untilAt },
        ...{ upToMinor: limit && decimalOf(limit.minor), currency: limit && currency, note: note ?? null, givenAt: currentTime() },
      },
    });
    await writeAudit(tx, {
      actor,
      event: "delegation.given",
      subject: { kind: "delegation", id: delegationId },
      details: { to: delegate.name, from: fromAt.toISOString(), until: untilAt.toISOString(), upTo: upTo ? `${upTo} ${currency}` : null },
    });
    return ok({ delegationId });
  });
}

function refused(field: string, sentence: string): Result<never, Denial> {
  return failed(denial("invalidInput", sentence, { [field]: [sentence] }));
}
