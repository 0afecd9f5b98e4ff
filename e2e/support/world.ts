import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import type { FullConfig } from "@playwright/test";
import { startOidcProvider } from "@/lib/testing/oidc-provider";

// The whole product, started the way a stranger starts it, on a data folder and ports of its own: what the browser tests look at
// is what `npm start` gives.

/** Who has an account at the company's provider of single sign-on; its page lets anyone say which of them they are. */
const COMPANY_ACCOUNTS = [
  { sub: "u-maker2", email: "maker2@demo.test", email_verified: true, groups: ["payers"] },
  { sub: "u-visitor", email: "support@demo.test", email_verified: true, groups: ["visitors"] },
];

const READY_WITHIN_MS = 240_000;

type World = { readonly origin: string; readonly simulators: string; readonly dataDir: string; readonly companyLogin: string };
type Started = { readonly world: World; stop(): Promise<void> };

/** One product for each of Playwright's workers, since whoever shares one shares its simulators' moods. */
export default async function startWorlds({ workers }: FullConfig): Promise<() => Promise<void>> {
  // Whoever mends a test names a world that runs already, and does not wait for a new one each time.
  if (process.env.E2E_ORIGIN) return async () => {};
  const worlds: Started[] = [];
  // One after the other: the first builds what all of them serve.
  for (let place = 0; place < workers; place += 1) worlds.push(await startWorld());
  // `playwright.config.ts` picks one of them in each worker.
  process.env.E2E_WORLDS = JSON.stringify(worlds.map(({ world }) => world));
  return async () => {
    await Promise.all(worlds.map(({ stop }) => stop()));
  };
}

async function startWorld(): Promise<Started> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "counterfoil-e2e-"));
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const company = await startOidcProvider({ redirectUri: `${origin}/api/auth/callback/sso` });
  company.accounts = COMPANY_ACCOUNTS;
  const product = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      DATA_DIR: dataDir,
      DATABASE_URL: undefined,
      DEMO: "1",
      WEBHOOKS_TO_LOOPBACK: "1",
      OIDC_ISSUER: company.issuer,
      OIDC_CLIENT_ID: company.clientId,
      OIDC_CLIENT_SECRET: company.clientSecret,
      OIDC_NAME: "Company login",
      OIDC_ROLE_CLAIM: "groups",
      OIDC_ROLE_MAP: JSON.stringify({ approvers: "demo/checker", payers: "demo/maker" }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const world = { origin, simulators: `http://127.0.0.1:${simulatorPort}`, dataDir, companyLogin: company.issuer };
  await healthy(product, world.origin);
  const stop = async () => {
    const gone = new Promise((resolve) => product.once("exit", resolve));
    product.kill("SIGTERM");
    await gone;
    await company.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { world, stop };
}

/** Resolves when the health check answers well; rejects with what the product said when it gave up before. */
function healthy(product: ChildProcess, origin: string): Promise<void> {
  const said: string[] = [];
  for (const stream of [product.stdout, product.stderr]) stream?.on("data", (bytes: Buffer) => said.push(String(bytes)));
  return new Promise((resolve, reject) => {
    const giveUp = (why: string) => reject(new Error(`${why}\n${said.join("").slice(-4000)}`));
    const deadline = setTimeout(() => giveUp("The product was not ready in time."), READY_WITHIN_MS);
    product.once("exit", (code) => giveUp(`The product ended with ${code} before it was ready.`));
    const knock = setInterval(async () => {
      const answer = await fetch(`${origin}/api/health`).catch(() => null);
      if (!answer?.ok) return;
      clearInterval(knock);
      clearTimeout(deadline);
      resolve();
    }, 500);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("No port is free."))));
    });
  });
}
