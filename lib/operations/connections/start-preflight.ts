import { currentTime } from "@/lib/base/clock";
import { newId, newPayoutNumber } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { PREFLIGHT_NAMES } from "@/lib/domain/connection/preflight";
import { enqueue } from "@/lib/queue/enqueue";
import { lockConnection } from "./lock-connection";

/** After this long without an end, whoever was trying is gone. */
const LONGEST_RUN_MS = 5 * MINUTE_MS;

/** Begins a trial of a connection; the worker goes through the checks one by one, and each result is there as soon as it is known. */
export async function startPreflight(actor: Actor, { connectionId }: { connectionId: string }): Promise<Result<{ runId: string }, Denial>> {
  if (actor.kind !== "system" && !may(actor, "connection.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const row = await lockConnection(tx, { connectionId, merchantId: actor.merchantId });
    if (!row) return failed(denial("notFound"));
    const now = currentTime();
    const stale = { connectionId, endedAt: null, startedAt: { lt: addMs(now, -LONGEST_RUN_MS) } };
    await tx.preflightRun.updateMany({ where: stale, data: { endedAt: now, outcome: "red" } });
    const running = await tx.preflightRun.findFirst({ where: { connectionId, endedAt: null } });
    if (running) return ok({ runId: running.id });

    const runId = newId("preflightRun");
    await tx.preflightRun.create({
      data: {
        id: runId,
        merchantId: actor.merchantId,
        connectionId,
        settingsHash: row.settingsMark,
        testNumber: newPayoutNumber(),
        testKey: crypto.randomUUID(),
        startedById: actorId(actor),
        startedByName: actor.name,
        startedAt: now,
        checks: { create: PREFLIGHT_NAMES.map((name, index) => ({ sequence: index + 1, name })) },
      },
    });
    await writeAudit(tx, { actor, event: "connection.tried", subject: { kind: "connection", id: connectionId } });
    await enqueue(tx, "runPreflight", { runId });
    return ok({ runId });
  });
}
