import { db } from "@/lib/db/client";
import type { Connection, PaymentSource as SourceRow } from "@/lib/db/generated/client";
import { type OpenConnection, openConnection } from "@/lib/operations/connections/open-connection";
import type { PaymentSourceQuestion, PaymentSourcesOutcome } from "@/lib/providers/contract/types";
import { storeSource } from "./store-source";

/** What came of asking: how many sources were stored, and which connections could not answer. */
export type Asked = { readonly stored: readonly SourceRow[]; readonly silent: readonly string[] };

type Question = { readonly merchantId: string; readonly text: string; readonly connectionId?: string };

/** Asks every active connection with a closed loop for an order or customer by this id, side by side, and stores what they know. */
export async function askProviders({ merchantId, text, connectionId }: Question): Promise<Asked> {
  const rows = await db().connection.findMany({
    where: { merchantId, state: "active", ...(connectionId === undefined ? {} : { id: connectionId }) },
  });
  const answers = await Promise.all(rows.map(async (row) => ({ row, outcome: await ask(openConnection(row), text) })));
  const stored: SourceRow[] = [];
  for (const { row, outcome } of answers) {
    if (outcome?.kind === "read") stored.push(...(await storeAll(row, outcome)));
  }
  return { stored, silent: answers.filter(({ outcome }) => outcome?.kind === "unavailable").map(({ row }) => row.name) };
}

async function ask(connection: OpenConnection, text: string): Promise<PaymentSourcesOutcome | null> {
  const question = questionFor(connection, text);
  return question ? ((await connection.connect().listPaymentSources?.(question)) ?? null) : null;
}

function questionFor({ provider }: OpenConnection, text: string): PaymentSourceQuestion | null {
  if (provider.manifest.closedLoop === "order") return { kind: "order", orderId: text };
  return provider.manifest.closedLoop === "paymentSource" ? { kind: "user", userId: text } : null;
}

async function storeAll(row: Connection, { sources }: Extract<PaymentSourcesOutcome, { kind: "read" }>): Promise<SourceRow[]> {
  const stored = await Promise.all(sources.map((source) => storeSource(row, source)));
  return stored.filter((source) => source !== null);
}
