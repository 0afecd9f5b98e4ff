import { defineConfig } from "vitest/config";

const alias = { "@": import.meta.dirname };
const exclude = ["node_modules/**", ".next/**", ".data/**", "e2e/**"];

export default defineConfig({
  test: {
    // Left to itself it keeps one core free; most of a database test is waiting for the database.
    maxWorkers: "100%",
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          testTimeout: 20_000,
          include: ["**/*.test.{ts,tsx,mjs}"],
          exclude: [...exclude, "**/*.{db,contract}.test.ts"],
        },
      },
      { resolve: { alias }, test: { name: "contract", include: ["**/*.contract.test.ts"], exclude } },
      {
        resolve: { alias },
        test: {
          name: "database",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: "lib/testing/test-cluster.ts",
          setupFiles: "lib/testing/database-setup.ts",
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // What is waited for comes from other processes, on a machine that may be busy.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
