import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { type Prisma, PrismaClient } from "./generated/client";
import { planName } from "./kept-plan";

/** A connection or a transaction: what a query needs. */
export type Tx = Prisma.TransactionClient;

const POOL_SIZE = 12;

// Next loads modules anew on every edit while developing; the pool must not be.
const kept: typeof globalThis & { counterfoilDb?: PrismaClient } = globalThis;

export function db(): PrismaClient {
  kept.counterfoilDb ??= connect(env().databaseUrl);
  return kept.counterfoilDb;
}

export function connect(url: string): PrismaClient {
  // The adapter writes and reads times without their zone, as UTC. A server with another default would shift every one of them.
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: POOL_SIZE, options: "-c TimeZone=UTC" }, { statementNameGenerator: planName }),
  });
}
