import { newId, newPayoutNumber } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { CHECKERS } from "@/lib/domain/approval/policy";

type Person = Extract<Actor, { kind: "person" }>;
const SLICE = 1_000;

/** A submitted file whose payouts wait for approval, to receivers on file: written past the operations, since making them is not what is measured. */
export async function makeUnit({ maker, count, unitId }: { maker: Person; count: number; unitId: string }): Promise<string> {
  const { merchantId, personId, name } = maker;
  const batchId = newId("batch");
  const header = ["name", "amount"];
  await db().batch.create({
    data: {
      ...{ id: batchId, merchantId, name: "bench.csv", fileHash: "0".repeat(64), format: "csv", said: [], header, mapping: header },
      ...{ conventions: { decimal: ".", days: null }, state: "open", createdById: personId, createdByName: name },
    },
  });
  await db().batchSubmission.create({
    data: { id: unitId, merchantId, batchId, rows: count, totals: [], byId: personId, byKind: "person", byName: name },
  });
  const connection = await db().connection.findFirstOrThrow({ where: { merchantId, provider: "ivy" } });
  const policy = await db().policyVersion.findFirstOrThrow({ where: { merchantId, state: "active" } });
  const versions = await db().receiverAccountVersion.findMany({
    where: { merchantId },
    include: { account: { include: { receiver: true } } },
    take: 200,
  });
  for (let from = 0; from < count; from += SLICE) {
    const payouts = Array.from({ length: Math.min(SLICE, count - from) }, (_, at) => {
      const version = versions[(from + at) % versions.length];
      if (!version) throw new Error("There is nobody on file.");
      const number = newPayoutNumber();
      return {
        ...{
          id: newId("payout"),
          merchantId,
          number,
          connectionId: connection.id,
          provider: connection.provider,
          loop: "open",
          source: "batch",
        },
        ...{
          state: "awaitingApproval",
          amountMinor: 10_000 + from + at,
          currency: "EUR",
          reference: `Bench ${from + at}`,
          statementText: "Bench",
        },
        ...{
          makerId: personId,
          makerKind: "person",
          makerName: name,
          batchId,
          unitId,
          submissionPart: from + at + 2,
          submissionKey: unitId,
        },
        ...{ dispatchKey: crypto.randomUUID(), receiverId: version.account.receiver.id, receiverAccountVersionId: version.id },
        ...{ receiverName: version.account.receiver.name, searchText: number.toLowerCase(), accountMasked: version.masked },
        ...{ policyVersion: policy.version, neededCheckers: 1, needSteps: [{ group: { ...CHECKERS, roles: [], people: [] }, count: 1 }] },
      };
    });
    await db().payout.createMany({ data: payouts });
  }
  return unitId;
}
