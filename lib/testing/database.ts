import { inject } from "vitest";
import { copyTemplate, type TestDatabase } from "./test-cluster";

/**
 * A further migrated database, beside the one that every `x.db.test.ts` has as its DATABASE_URL (see database-setup.ts).
 * Dropping it is a courtesy: the whole cluster goes when the run ends.
 */
export function testDatabase(): Promise<TestDatabase> {
  return copyTemplate(inject("testCluster"), "migrated");
}

/** A database without any table, for what is about migrations themselves. */
export function emptyTestDatabase(): Promise<TestDatabase> {
  return copyTemplate(inject("testCluster"), "empty");
}
