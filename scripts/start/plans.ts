import path from "node:path";
import type { ProcessPlan } from "./kept-process";
import type { StartSettings } from "./settings";

type Wanted = {
  readonly root: string;
  readonly settings: StartSettings;
  readonly env: Readonly<Record<string, string>>;
  readonly dev: boolean;
};

/** The processes of this role, in the order in which they stop: who calls others goes before those it calls. */
export function processPlans({ root, settings, env, dev }: Wanted): readonly ProcessPlan[] {
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
  return [
    ...(settings.role === "worker" ? [] : [web]),
    ...(settings.role === "web" ? [] : [worker]),
    ...(settings.demo ? [simulators] : []),
  ];
}
