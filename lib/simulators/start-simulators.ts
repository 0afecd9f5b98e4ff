import { randomInt } from "node:crypto";
import { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import type { Pace, ProviderSimulator } from "@/lib/providers/contract/simulator-spec";
import { PROVIDER_IDS, providerOf } from "@/lib/providers/registry";
import { simulatorHost } from "./host";
import { openStage, type Stage } from "./stage";
import { webhookSender } from "./webhook-sender";

export type SimulatorOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the ledgers are kept; one host at a time per folder. */
  readonly folder: string;
  /** The clock on the wall; the simulated one starts from it. */
  readonly clock?: () => Date;
  readonly providers?: Readonly<Record<string, ProviderSimulator>>;
  /** Makes ids and dice repeatable. Only for a folder that is new: a second run with the same seed draws the same ids again. */
  readonly seed?: number;
  readonly pace?: Pace;
};

export type Simulators = { readonly origin: string; readonly stage: Stage; stop(): Promise<void> };

/** One host for every provider in the registry, on this machine only. Rejects when the port is taken, before any ledger is opened. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  let origin = "";
  let raiseCurtain: (stage: Stage) => void = () => {};
  const ready = new Promise<Stage>((resolve) => {
    raiseCurtain = resolve;
  });
  const server = createAdaptorServer({ fetch: simulatorHost(ready).fetch, hostname: "127.0.0.1" });
  origin = `http://127.0.0.1:${await listen(server, options.port)}`;

  const sender = webhookSender();
  const close = () => {
    sender.stop();
    if (server instanceof Server) server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  try {
    const opened = await openStage({
      providers: options.providers ?? simulatorsOfRegistry(),
      folder: options.folder,
      wallNow: options.clock ?? (() => new Date()),
      random: seededRandom(options.seed ?? randomInt(2 ** 32)),
      sendWebhook: sender.send,
      origin: () => origin,
      pace: options.pace,
    });
    raiseCurtain(opened);
    return {
      origin,
      stage: opened,
      async stop() {
        await close();
        await opened.stop();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function simulatorsOfRegistry(): Readonly<Record<string, ProviderSimulator>> {
  return Object.fromEntries(PROVIDER_IDS.map((id) => [id, providerOf(id).simulator]));
}

function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
