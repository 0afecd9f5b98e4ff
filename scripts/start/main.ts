// `npm start`: everything that Counterfoil needs, by one command, each part once what it needs is there. Whatever was
// begun is undone in reverse when it stops, be it by Ctrl+C, by a failure, or in the middle of starting.
import { existsSync } from "node:fs";
import path from "node:path";
import { adoptSecretFiles } from "@/lib/env";
import { prepareQueue } from "@/lib/queue/boss";
import { lockDataFolder } from "../data-lock";
import { migrate } from "../database/migrate";
import { Explained, explainingFailures } from "../explained";
import { isPortFree } from "../free-port";
import { pollFor } from "../poll-for";
import { buildWeb, generateClient } from "./build";
import { hasSealedSettings, refuseDemoBesideLiveConnection, registerDemo, seedDemoOnce } from "./demo";
import { processEnvironment } from "./environment";
import { keepDatabase } from "./kept-database";
import { keepRunning, type ProcessPlan } from "./kept-process";
import { type Lifetime, newLifetime } from "./lifetime";
import { processPlans } from "./plans";
import { givenSecrets, type LoadedSecrets, loadSecrets } from "./secrets";
import { readSettings, type StartSettings } from "./settings";

/** A run that was killed leaves its processes on a leash; they need a moment to notice and let go of their ports. */
const PORT_TIMEOUT_MS = 5_000;
const HEALTH_TIMEOUT_MS = 60_000;

type Run = { readonly root: string; readonly dev: boolean; readonly settings: StartSettings; readonly life: Lifetime };

export function start({ root, dev }: { root: string; dev: boolean }): Promise<void> {
  // A closed terminal or a reader that went away must not break off an orderly stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  return explainingFailures(async () => {
    if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
    adoptSecretFiles(process.env);
    const settings = readSettings(process.env, root);
    const life = newLifetime();
    await life.live(() => bringUp({ root, dev, settings, life }));
  });
}

async function bringUp(run: Run): Promise<void> {
  const { root, dev, settings, life } = run;
  if (!settings.databaseUrl) {
    const lock = lockDataFolder(settings.dataDir, dev ? "npm run dev" : "npm start");
    life.onEnd(lock.release);
  }
  await refuseTakenPorts(settings);
  const secrets = loadSecrets(settings.dataDir, givenSecrets(process.env), { mayMake: settings.role === "all" || !settings.databaseUrl });

  const generated = generateClient({ root, signal: life.signal });
  const prepared = generated.then(() => prepareData(run, secrets));
  const isBuilt = dev || settings.role === "worker";
  const built = generated.then(() => (isBuilt ? undefined : buildWeb({ root, signal: life.signal, say: console.info })));
  await life.together([prepared, built]);
  life.signal.throwIfAborted();
  await runProcesses(run, await prepared);
  console.info(greeting(settings));
}

/** A database that is there, up to date, and filled for a demo. Answers with the environment of the processes. */
async function prepareData({ root, settings, life }: Run, secrets: LoadedSecrets): Promise<Record<string, string>> {
  const databaseUrl = settings.databaseUrl ?? (await openEmbedded(settings, life));
  await migrate(databaseUrl, path.join(root, "prisma/migrations"));
  await prepareQueue(databaseUrl);
  if (secrets.areNew && (await hasSealedSettings(databaseUrl))) {
    secrets.forget();
    throw new Explained(
      `The keys of this installation are missing: the database holds settings that were locked with them. Bring secrets.json back to ${settings.dataDir}, or set the keys in the environment.`,
    );
  }
  if (settings.demo) await refuseDemoBesideLiveConnection(databaseUrl);
  const env = processEnvironment(settings, databaseUrl, secrets.values);
  if (settings.demo) await seedDemoOnce({ settings, env, signal: life.signal });
  return env;
}

async function openEmbedded(settings: StartSettings, life: Lifetime): Promise<string> {
  const database = await keepDatabase(settings.dataDir);
  life.onEnd(database.stop);
  return database.url;
}

async function runProcesses({ root, dev, settings, life }: Run, env: Readonly<Record<string, string>>): Promise<void> {
  const begin = (plan: ProcessPlan | undefined) => {
    if (!plan) return undefined;
    const kept = keepRunning(plan);
    life.onEnd(kept.stop, kept.killNow);
    const ready = life.orEnd(kept.ready);
    // Waited for below, in turn; one that fails before its turn must not bring Node down by itself.
    ready.catch(() => {});
    return ready;
  };
  const plans = processPlans({ root, settings, env, dev });
  // Ended in reverse, so those that call others are gone before those they call.
  const simulators = begin(plans.simulators);
  const web = begin(plans.web);
  await simulators;
  // The make-believe providers learn of the demo before the worker asks them about it.
  if (plans.simulators) await registerDemo({ settings, env, signal: life.signal });
  await Promise.all([web, begin(plans.worker)]);
  if (plans.web) await life.orEnd(untilHealthy(settings.port));
}

async function refuseTakenPorts({ port, simulatorPort, role, demo }: StartSettings): Promise<void> {
  if (role !== "worker") await refuseTakenPort(port, "PORT");
  if (demo && role !== "worker") await refuseTakenPort(simulatorPort, "SIMULATOR_PORT", "127.0.0.1");
}

async function refuseTakenPort(port: number, variable: string, host?: string): Promise<void> {
  const isFree = await pollFor(PORT_TIMEOUT_MS, async () => ((await isPortFree(port, host)) ? true : undefined));
  if (!isFree) throw new Explained(`Port ${port} is taken by another program. Stop that, or choose another with ${variable}.`);
}

async function untilHealthy(port: number): Promise<void> {
  const isHealthy = await pollFor(HEALTH_TIMEOUT_MS, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
    return answer && answer.status < 500 ? true : undefined;
  });
  if (!isHealthy) throw new Explained(`The web process runs, but http://localhost:${port}/api/health does not say that it is well.`);
}

function greeting({ port, role, demo }: StartSettings): string {
  if (role === "worker") return "Counterfoil's worker is ready.";
  const address = `Counterfoil is ready at http://localhost:${port}`;
  if (!demo) return address;
  return `${address}. Sign in as maker@demo.test, checker@demo.test, support@demo.test or admin@demo.test with the password counterfoil-demo.`;
}
