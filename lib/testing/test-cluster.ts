import { randomUUID } from "node:crypto";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { prepareQueue } from "@/lib/queue/boss";
import { migrate } from "@/scripts/database/migrate";
import { startThrowawayCluster } from "@/scripts/database/throwaway-cluster";

/** What test files are told about the cluster of their run. */
export type TestCluster = { readonly baseUrl: string };
export type TestTemplate = "migrated" | "empty";
export type TestDatabase = { readonly url: string; drop(): Promise<void> };

declare module "vitest" {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Vitest's global setup of the database project: one throw-away cluster for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startThrowawayCluster();
  const testCluster = { baseUrl: cluster.urlOf("") };
  try {
    await execute(testCluster, `CREATE DATABASE ${"empty" satisfies TestTemplate}`);
    await execute(testCluster, `CREATE DATABASE ${"migrated" satisfies TestTemplate}`);
    const migrated = cluster.urlOf("migrated" satisfies TestTemplate);
    await migrate(migrated, path.resolve(import.meta.dirname, "../../prisma/migrations"));
    await prepareQueue(migrated);
  } catch (error) {
    await cluster.remove();
    throw error;
  }
  project.provide("testCluster", testCluster);
  return () => cluster.remove();
}

export async function copyTemplate(cluster: TestCluster, template: TestTemplate): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // Copying the files takes about 15 ms; replaying the template through the log would take far longer.
  await execute(cluster, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  return { url: `${cluster.baseUrl}${name}`, drop: () => drop(cluster, name) };
}

const NOT_OURS_TO_STOP = "42501";

/** Autovacuum may be at work in it, and nobody but the server may stop that: then it goes with the cluster. */
async function drop(cluster: TestCluster, name: string): Promise<void> {
  try {
    await execute(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === NOT_OURS_TO_STOP)) throw error;
  }
}

async function execute(cluster: TestCluster, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${cluster.baseUrl}postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
