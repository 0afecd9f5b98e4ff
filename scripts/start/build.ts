import path from "node:path";
import { fingerprint, whenStale } from "../fingerprint";
import { runStep } from "../run-step";
import { QUIET } from "./environment";

type Options = { readonly root: string; readonly signal?: AbortSignal; readonly say?: (sentence: string) => void };

/** Writes the Prisma client of the schema, unless it is there. */
export async function generateClient({ root, signal }: Options): Promise<void> {
  await whenStale({
    stamp: path.join(root, "node_modules/.cache/counterfoil/prisma-client"),
    result: path.join(root, "lib/db/generated/client.ts"),
    current: fingerprint(root, ["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]),
    work: () =>
      runStep({
        failure: "The database client could not be generated from prisma/schema",
        args: [path.join(root, "node_modules/prisma/build/index.js"), "generate"],
        env: QUIET,
        signal,
      }),
  });
}

const WEB_SOURCES = [
  ...["app", "components", "lib", "public", "prisma/schema", "package.json", "package-lock.json", "tsconfig.json"],
  ...["next.config.mjs", "postcss.config.mjs", "proxy.ts", "instrumentation.ts", "instrumentation-client.ts"],
];

/** Builds the web application, unless it is built from these very sources. */
export async function buildWeb({ root, signal, say }: Options): Promise<void> {
  const node = process.version;
  await whenStale({
    stamp: path.join(root, ".next/counterfoil-sources"),
    result: path.join(root, ".next/BUILD_ID"),
    current: `${node} ${fingerprint(root, WEB_SOURCES, isNotBuilt)}`,
    work: () => {
      say?.("Building the web application; this takes a minute the first time ...");
      return runStep({
        failure: "The web application could not be built",
        args: [path.join(root, "node_modules/next/dist/bin/next"), "build"],
        env: { ...QUIET, NODE_ENV: "production" },
        signal,
      });
    },
  });
}

function isNotBuilt(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || /^lib\/(testing|worker|simulators|db\/generated)\//.test(file);
}
