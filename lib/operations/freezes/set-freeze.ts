import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Freeze } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { SetFreeze } from "@/lib/domain/freeze/schema";
import { lockFreezes } from "./find-freeze";

export type Frozen = { readonly freezeId: string; readonly isReasonMissing: boolean };

/**
 * Stops what is named before its next send. What is at the provider already is not called back. Pressed again it keeps the freeze,
 * and takes back a wish to lift it: whoever presses wants money to stand still.
 */
export async function setFreeze(actor: Actor, input: SetFreeze): Promise<Result<Frozen, Denial>> {
  const setById = actorId(actor);
  if (!may(actor, "freeze.set") || setById === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const { merchantId } = actor;
    await lockFreezes(tx, merchantId, "alone");
    const target = await findTarget(tx, merchantId, input);
    if (!target) return failed(denial("notFound"));

    const { scope, reason } = input;
    const standing = await tx.freeze.findFirst({ where: { merchantId, scope, targetId: target.id, liftedAt: null } });
    if (standing) return ok(await keep(tx, actor, standing));
    const freeze = await tx.freeze.create({
      data: {
        ...{ id: newId("freeze"), merchantId, scope, targetId: target.id, targetName: target.name, reason: reason ?? null },
        ...{ setById, setByName: actor.name, setAt: currentTime() },
      },
    });
    crashPoint("freeze.written");
    await writeAudit(tx, {
      actor,
      event: "freeze.set",
      subject: { kind: "freeze", id: freeze.id },
      details: { scope, target: target.name, targetId: target.id, ...(reason ? { reason } : {}) },
    });
    return ok({ freezeId: freeze.id, isReasonMissing: !reason });
  });
}

async function keep(tx: Tx, actor: Actor, freeze: Freeze): Promise<Frozen> {
  if (freeze.liftAskedAt !== null) {
    await tx.freeze.update({ where: { id: freeze.id }, data: { liftAskedById: null, liftAskedByName: null, liftAskedAt: null } });
    const details = { scope: freeze.scope, target: freeze.targetName, askedBy: freeze.liftAskedByName };
    await writeAudit(tx, { actor, event: "freeze.kept", subject: { kind: "freeze", id: freeze.id }, details });
  }
  return { freezeId: freeze.id, isReasonMissing: freeze.reason === null };
}

async function findTarget(tx: Tx, merchantId: string, input: SetFreeze): Promise<{ readonly id: string; readonly name: string } | null> {
  const select = { id: true, name: true };
  if (input.scope === "merchant") return tx.merchant.findUnique({ where: { id: merchantId }, select });
  const where = { id: input.targetId, merchantId };
  if (input.scope === "connection") return tx.connection.findFirst({ where, select });
  if (input.scope === "receiver") {
    const receiver = await tx.receiver.findFirst({ where, select: { ...select, mergedInto: { select } } });
    return receiver?.mergedInto ?? receiver;
  }
  // Makers are people, or programs of the merchant's own.
  const person = await tx.person.findFirst({ where: { id: input.targetId, memberships: { some: { merchantId } } }, select });
  return person ?? tx.apiKey.findFirst({ where, select });
}
