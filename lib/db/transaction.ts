import { crashPoint } from "@/lib/base/crash-point";
import type { Result } from "@/lib/base/result";
import { db, type Tx } from "./client";

/** The same, except that a refusal undoes what was written on the way to it. */
export async function inTransactionUnlessRefused<T, E>(work: (tx: Tx) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  let refused: Result<T, E> | null = null;
  try {
    return await inTransaction(async (tx) => {
      const done = await work(tx);
      if (done.ok) return done;
      refused = done;
      throw new Error("Refused, so nothing of it is kept.");
    });
  } catch (error) {
    if (refused) return refused;
    throw error;
  }
}

const TRANSACTION_TIMEOUT_MS = 10_000;
const WAIT_FOR_CONNECTION_MS = 5_000;

/**
 * Runs `work` in one transaction: all of it is kept, or none. Network calls to providers never happen inside.
 * Read committed, since every operation locks the rows that it judges.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, { timeoutMs = TRANSACTION_TIMEOUT_MS } = {}): Promise<T> {
  const rehearsed = async (tx: Tx) => {
    crashPoint("transaction.opened");
    const result = await work(tx);
    crashPoint("transaction.beforeCommit");
    return result;
  };
  const kept = await db().$transaction(rehearsed, { timeout: timeoutMs, maxWait: WAIT_FOR_CONNECTION_MS });
  crashPoint("transaction.committed");
  return kept;
}
