import { db, type Tx } from "@/lib/db/client";
import type { PrismaClient } from "@/lib/db/generated/client";

const AN_HOUR_MS = 3_600_000;

/**
 * Runs `work` with everything that the product does in one transaction, and keeps nothing of it. What the product takes for a
 * transaction of its own is then a part of that one, so that a past can be gone back to (`goBack`) and another future tried: thousands of
 * them in the time of hundreds, on real rows, with the database's guards.
 */
export async function inOneTransaction(work: (tx: Tx, rewind: Rewind) => Promise<void>): Promise<void> {
  const kept: typeof globalThis & { counterfoilDb?: PrismaClient } = globalThis;
  const client = db();
  try {
    await client.$transaction(
      async (tx) => {
        kept.counterfoilDb = within(client, tx);
        await work(tx, rewindIn(tx));
        throw new NothingKept();
      },
      { timeout: AN_HOUR_MS },
    );
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error;
  } finally {
    kept.counterfoilDb = client;
  }
}

export type Rewind = {
  /** Does `work`, and goes back to how everything was before it. */
  andGoBack(work: () => Promise<void>): Promise<void>;
};

class NothingKept extends Error {}

function rewindIn(tx: Tx): Rewind {
  let depth = 0;
  return {
    async andGoBack(work) {
      depth += 1;
      const name = `moment_${depth}`;
      await tx.$executeRawUnsafe(`SAVEPOINT ${name}`);
      await work();
      await tx.$executeRawUnsafe(`ROLLBACK TO SAVEPOINT ${name}`);
      await tx.$executeRawUnsafe(`RELEASE SAVEPOINT ${name}`);
      depth -= 1;
    },
  };
}

function within(client: PrismaClient, tx: Tx): PrismaClient {
  return new Proxy(client, {
    get(target, name) {
      if (name === "$transaction") return (work: (inner: Tx) => unknown) => work(tx);
      return Reflect.get(name in tx ? tx : target, name);
    },
  });
}
