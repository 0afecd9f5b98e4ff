import { describe, expect, test } from "vitest";
import { findCycles } from "./cycles";
import { judgeImports } from "./import-rules";
import { judgeShape } from "./shape-rules";
import { readSourceFile } from "./source-file";

/** A made-up checkout: paths and what is written there. */
const tree = (files: Record<string, string>) => Object.entries(files).map(([path, text]) => readSourceFile(path, text));
const imports = (from: string, specifier: string) => judgeImports(tree({ [from]: `import { thing } from "${specifier}";` }));
const importsType = (from: string, specifier: string) => judgeImports(tree({ [from]: `import type { Thing } from "${specifier}";` }));

describe("the floors", () => {
  test.each([
    ["lib/domain/payout/limits.ts", "@/lib/base/money"],
    ["lib/db/client.ts", "@/lib/env"],
    ["lib/providers/ivy/client.ts", "@/lib/providers/contract/transport"],
    ["lib/providers/registry.ts", "./ivy"],
    ["lib/operations/payouts/submit-payout.ts", "@/lib/queue/enqueue"],
    ["lib/operations/payouts/submit-payout.ts", "../approvals/decide"],
    ["lib/worker/main.ts", "@/lib/operations/payouts/dispatch-payout"],
    ["components/payouts/payout-form.tsx", "@/lib/actions/payouts"],
    ["components/payouts/payout-form.tsx", "@/components/fields/money-field"],
    ["components/fields/money-field.tsx", "@/components/display/money"],
    ["app/(console)/payouts/page.tsx", "@/lib/queries/list-payouts"],
    ["app/api/webhooks/[provider]/[connection]/route.ts", "@/lib/operations/webhooks/receive-delivery"],
    ["proxy.ts", "@/lib/auth/path-header"],
    ["lib/queries/list-payouts.db.test.ts", "@/lib/testing/database"],
    ["prisma/seed.ts", "@/lib/operations/payouts/submit-payout"],
  ])("%s may look down at %s", (from, to) => {
    expect(imports(from, to)).toEqual([]);
  });

  test.each([
    ["lib/base/money.ts", "@/lib/domain/payout/limits", "looks up from lib/base (floor 0)"],
    ["lib/db/client.ts", "@/lib/queue/enqueue", "looks up from lib/db (floor 2)"],
    ["lib/queue/enqueue.ts", "@/lib/operations/payouts/submit-payout", "looks up from lib/queue (floor 3)"],
    ["lib/operations/payouts/submit-payout.ts", "../../worker/main", "looks up from lib/operations (floor 5)"],
    ["lib/actions/payouts.ts", "@/components/ui/button", "looks up from lib/actions"],
    ["components/ui/button.tsx", "@/components/payouts/payout-form", "looks up from components/ui"],
    ["components/display/money.tsx", "@/components/fields/money-field", "looks up from components/display"],
    ["components/payouts/payout-form.tsx", "@/app/layout", "looks up from components/payouts"],
  ])("%s may not look up at %s", (from, to, sentence) => {
    expect(imports(from, to)).toEqual([expect.stringContaining(sentence)]);
  });

  test.each([
    ["lib/providers/ivy/client.ts", "@/lib/providers/truelayer/client"],
    ["lib/domain/payout/limits.ts", "@/lib/env"],
    ["lib/operations/payouts/submit-payout.ts", "@/lib/queries/list-payouts"],
    ["lib/worker/main.ts", "@/lib/actions/payouts"],
    ["components/payouts/payout-form.tsx", "@/components/receivers/receiver-card"],
  ])("%s may not look at its neighbour %s", (from, to) => {
    expect(imports(from, to)).toEqual([expect.stringMatching(/looks sideways|closed door/)]);
  });

  test("types, re-exports and imports at run time count like any other", () => {
    const up = (text: string) => judgeImports(tree({ "lib/queue/jobs.ts": text }));
    expect(up('import type { A } from "@/lib/operations/a";')).toHaveLength(1);
    expect(up('export { a } from "@/lib/operations/a";')).toHaveLength(1);
    expect(up('export const a = () => import("@/lib/operations/a");')).toHaveLength(1);
  });

  test("nothing in the house looks at the workshops beside it", () => {
    expect(imports("lib/operations/payouts/submit-payout.ts", "@/lib/testing/factories")).toEqual([
      expect.stringContaining("looks outside"),
    ]);
    expect(imports("app/page.tsx", "@/scripts/explained")).toEqual([expect.stringContaining("looks outside")]);
    expect(imports("lib/queue/jobs.ts", "./jobs.test")).toEqual([expect.stringContaining("looks outside")]);
  });
});

describe("the closed doors", () => {
  test.each([
    ["lib/base/money.ts", "react"],
    ["lib/domain/payout/limits.ts", "node:crypto"],
    ["lib/providers/ivy/client.ts", "next/headers"],
    ["lib/providers/ivy/client.ts", "@prisma/client"],
    ["lib/providers/ivy/client.ts", "@/lib/db/client"],
    ["lib/providers/ivy/client.ts", "@/lib/env"],
    ["lib/auth/options.ts", "@/lib/db/generated/client"],
    ["lib/actions/payouts.ts", "@/lib/db/client"],
    ["lib/actions/payouts.ts", "@/lib/providers/registry"],
    ["app/page.tsx", "@/lib/db/client"],
    ["app/page.tsx", "@/lib/queue/enqueue"],
    ["app/page.tsx", "@/lib/worker/main"],
    ["app/page.tsx", "@/lib/simulators/main"],
    ["components/ui/button.tsx", "@/lib/domain/payout/lifecycle"],
    ["components/payouts/payout-form.tsx", "@/lib/operations/payouts/submit-payout"],
    ["components/payouts/payout-form.tsx", "@/lib/env"],
    ["components/payouts/payout-form.tsx", "@prisma/client"],
  ])("%s may not open %s", (from, to) => {
    expect(imports(from, to)).toEqual([expect.stringContaining("goes through a closed door")]);
  });

  test("components take the shapes of queries but never ask them", () => {
    expect(importsType("components/payouts/payout-table.tsx", "@/lib/queries/list-payouts")).toEqual([]);
    expect(imports("components/payouts/payout-table.tsx", "@/lib/queries/list-payouts")).toEqual([expect.stringContaining("as types")]);
  });

  test("server-only is kept out of whatever the worker loads, however far down", () => {
    const files = {
      "lib/worker/main.ts": 'import { a } from "@/lib/operations/a"; a();',
      "lib/operations/a.ts": 'export { a } from "./b";',
      "lib/operations/b.ts": 'import "server-only"; export const a = 1;',
    };
    expect(judgeImports(tree(files))).toEqual([expect.stringContaining("lib/operations/b.ts imports server-only")]);
    expect(judgeImports(tree({ ...files, "lib/worker/main.ts": "" }))).toEqual([]);
  });
});

describe("rings of imports", () => {
  test("are found across files, types included", () => {
    const files = {
      "lib/base/a.ts": 'import { b } from "./b"; export const a = b;',
      "lib/base/b.ts": 'import { c } from "@/lib/base/c"; export const b = c;',
      "lib/base/c.ts": 'import type { a } from "./a"; export const c = 1;',
    };
    expect(findCycles(tree(files))).toEqual(["lib/base/a.ts -> lib/base/b.ts -> lib/base/c.ts -> lib/base/a.ts is a ring of imports."]);
    expect(findCycles(tree({ ...files, "lib/base/c.ts": "export const c = 1;" }))).toEqual([]);
  });
});

describe("names and places", () => {
  const judge = (path: string, text = "export {};") => judgeShape(tree({ [path]: text }));

  test.each([
    "lib/base/money.ts",
    "lib/operations/payouts/submit-payout.ts",
    "components/payouts/payout-form.tsx",
    "app/(console)/payouts/[payoutId]/page.tsx",
    "app/api/auth/[...nextauth]/route.ts",
    "lib/providers/contract/ledger.ts",
    "lib/queries/list-payouts.db.test.ts",
    "next.config.ts",
  ])("%s is well placed", (path) => {
    expect(judge(path)).toEqual([]);
  });

  test.each([
    ["lib/base/Money.ts", "kebab-case"],
    ["components/payouts/payoutForm.tsx", "kebab-case"],
    ["lib/payoutThings/list.ts", "kebab-case"],
    ["lib/base/utils.ts", "drawer"],
    ["lib/domain/common/money.ts", "drawer"],
    ["lib/operations/payouts/types.ts", "drawer"],
    ["lib/a/b/c/d/e.ts", "at most 3"],
    ["components/a/b/c/d.tsx", "at most 2"],
    ["lib/wizards/magic.ts", "no room"],
    ["lib/stray.ts", "no room"],
  ])("%s is not: %s", (path, complaint) => {
    expect(judge(path)).toContainEqual(expect.stringContaining(complaint));
  });

  test("barrels are refused, but a provider's definition is none", () => {
    expect(judge("lib/base/index.ts", "export const a = 1;")).toEqual([expect.stringContaining("barrel")]);
    expect(judge("lib/base/all.ts", 'export * from "./money"; export { b } from "./text";')).toEqual([expect.stringContaining("barrel")]);
    expect(judge("lib/providers/ivy/index.ts", 'export { ivy } from "./manifest";')).toEqual([]);
  });

  test("exports have names, and a lone one gives its file its name", () => {
    expect(judge("lib/base/money.ts", "export default 1;")).toEqual([expect.stringContaining("default export")]);
    expect(judge("app/page.tsx", "export default function Page() {}")).toEqual([]);
    expect(judge("lib/operations/payouts/submit-payout.ts", "export function send() {}")).toEqual([
      expect.stringContaining("submitPayout"),
    ]);
    expect(judge("lib/operations/payouts/submit-payout.ts", "export type Input = {}; export function submitPayout() {}")).toEqual([]);
    expect(judge("components/payouts/payout-form.tsx", "export function Form() {}")).toEqual([expect.stringContaining("PayoutForm")]);
  });
});

describe("the environment", () => {
  const judge = (path: string, text: string) => judgeShape(tree({ [path]: text }));

  test.each([
    "export const port = process.env.PORT;",
    'export const port = process["env"].PORT;',
    "export const a = 1; const { env } = process;",
    'import { env } from "node:process"; export const port = env.PORT;',
  ])("is read by lib/env.ts alone: %s", (text) => {
    expect(judge("lib/auth/options.ts", text)).toEqual([expect.stringContaining("only lib/env.ts may")]);
    expect(judge("lib/env.ts", text)).toEqual([]);
    expect(judge("scripts/start.ts", text)).toEqual([]);
  });

  test("may be spoken of", () => {
    expect(judge("lib/auth/options.ts", "// process.env is read elsewhere\nexport const a = process.pid;")).toEqual([]);
  });
});
