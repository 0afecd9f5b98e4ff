import { NextRequest } from "next/server";
import type pg from "pg";
import { POST } from "@/app/api/v1/payouts/route";
import { db } from "@/lib/db/client";
import { createApiKey } from "@/lib/operations/api-keys/create-api-key";
import { openFloorWrites } from "./floor-writes";
import type { Measured } from "./measure";
import type { Bench } from "./open-bench";
import { compareThroughput } from "./throughput";

/** A payout by the REST door, from the request to its answer: key, limit, idempotency, policy, guards and audit, without the wire. */
export async function benchSubmit({ merchantId, url }: Bench, _client: pg.Client): Promise<readonly Measured[]> {
  const made = await createApiKey(
    { kind: "system", name: "bench", merchantId },
    { merchantId, name: `bench ${Date.now()}`, scopes: ["payouts:write", "payouts:read"] },
  );
  if (!made.ok) throw new Error(made.error.sentence);
  const connection = await db().connection.findFirstOrThrow({ where: { merchantId, provider: "ivy", state: "active" } });
  const account = await db().receiverAccount.findFirstOrThrow({ where: { merchantId, kind: "iban" } });
  const headers = { authorization: `Bearer ${made.value.key}`, "content-type": "application/json" };
  const submit = async (turn: number) => {
    const body = {
      connection: connection.id,
      amountMinor: 100 + (turn % 900),
      currency: "EUR",
      to: { type: "receiverAccount", receiverAccountId: account.id },
      reference: `Bench ${Date.now()} ${turn}`,
    };
    const init = { method: "POST", headers: { ...headers, "idempotency-key": crypto.randomUUID() }, body: JSON.stringify(body) };
    const answer = await POST(new NextRequest("http://localhost:3000/api/v1/payouts", init), { params: Promise.resolve({}) });
    if (answer.status !== 201) throw new Error(`A payout was refused: ${await answer.text()}`);
  };
  await submit(0);
  const floor = await openFloorWrites({ url, tables: ["payout", "state_transition", "audit_entry", "idempotency_record"] });
  try {
    return [await compareThroughput({ name: "payout by REST, to committed", product: submit, floor: floor.write })];
  } finally {
    await floor.close();
  }
}
