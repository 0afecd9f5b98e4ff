import { db, type Tx } from "./client";

const TRANSACTION_TIMEOUT_MS = 10_000;
const WAIT_FOR_CONNECTION_MS = 5_000;

/**
 * Runs `work` in one transaction: all of it is kept, or none. Network calls to providers never happen inside.
 * Read committed, since every operation locks the rows that it judges.
 */
export function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work, { timeout: TRANSACTION_TIMEOUT_MS, maxWait: WAIT_FOR_CONNECTION_MS });
}
