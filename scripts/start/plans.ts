import path from "node:path";
import type { ProcessPlan } from "./kept-process";
import type { StartSettings } from "./settings";

type Wanted = {
  readonly root: string;
  readonly settings: StartSettings;
  readonly env: Readonly<Record<string, string>>;
  readonly dev: boolean;
};

export type Plans = { readonly web?: ProcessPlan; readonly worker?: ProcessPlan; readonly simulators?: ProcessPlan };

/** The processes of this role. */
export function processPlans({ root, settings, env, dev }: Wanted): Plans {
  const inRoot = (file: string) => path.join(root, file);
  const next = inRoot("node_modules/next/dist/bin/next");
  // `tsx watch` is the command line; without reload the loader alone will do, and it is one process less.
  const typescript = (file: string) =>
    dev ? [inRoot("node_modules/tsx/dist/cli.mjs"), "watch", "--clear-screen=false", inRoot(file)] : ["--import", "tsx", inRoot(file)];
  const withMode = { ...env, NODE_ENV: dev ? "development" : "production" };

  const web: ProcessPlan = {
    name: "web",
    args: [next, dev ? "dev" : "start", "-p", String(settings.port)],
    env: withMode,
    readyWhen: /Ready in/,
    noise: /Running next\.config|\[\?25h$/,
    stopTimeoutMs: 10_000,
  };
  const worker: ProcessPlan = {
    name: "worker",
    args: typescript("lib/worker/main.ts"),
    env: withMode,
    readyWhen: /worker ready/,
    // Longer than the worker itself waits for a provider's answer: a payout in the middle of being sent gets to write it down.
    stopTimeoutMs: 30_000,
  };
  const simulators: ProcessPlan = {
    name: "simulators",
    args: typescript("lib/simulators/main.ts"),
    env: withMode,
    readyWhen: /simulators at/,
    stopTimeoutMs: 5_000,
  };
  return {
    web: settings.role === "worker" ? undefined : web,
    worker: settings.role === "web" ? undefined : worker,
    // One host for all of a demo's processes: beside the web, so that a second process type does not start another.
    simulators: settings.demo && settings.role !== "worker" ? simulators : undefined,
  };
}
