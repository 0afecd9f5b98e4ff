import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import * as z from "zod";

const ROUNDS = 3;
const ROOT = path.resolve(import.meta.dirname, "../..");
const Ledger = z.object({ items: z.array(z.object({ providerPayoutId: z.string(), idempotencyKey: z.string(), requests: z.number() })) });
const Created = z.object({ id: z.string() });

let running: ChildProcess | null = null;
afterEach(() => running?.kill("SIGKILL"));

test("a killed simulator has booked everything that it answered for, and a replay books nothing again", { timeout: 120_000 }, async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "killed-"));
  const answered = new Map<string, string>();

  for (let round = 0; round < ROUNDS; round += 1) {
    const { origin, host } = await start(dataDir);
    await control(origin, "ivy/accounts", {
      accountId: "a",
      credentials: { apiKey: "killed-key", webhookSecret: "killed-secret" },
      balances: { EUR: "100000000" },
    });
    for (const [key, id] of answered) expect(await create(origin, key), `replay of ${key}`).toBe(id);

    const killAfter = 5 + 10 * round;
    let begun = 0;
    const hand = async (name: string) => {
      for (let count = 0; ; count += 1) {
        const key = `${round}-${name}-${count}`;
        begun += 1;
        // In the middle of the others' requests, whatever they are at.
        if (begun === killAfter) host.kill("SIGKILL");
        const id = await create(origin, key).catch(() => null);
        if (id === null) return;
        answered.set(key, id);
      }
    };
    await Promise.all(["x", "y", "z"].map(hand));
  }

  const { origin, host } = await start(dataDir);
  const { items } = Ledger.parse(await (await fetch(`${origin}/_sim/ivy/ledger`)).json());
  const booked = new Map(items.map(({ idempotencyKey, providerPayoutId }) => [idempotencyKey, providerPayoutId]));
  expect(booked.size, "one booking per key").toBe(items.length);
  for (const [key, id] of answered) expect(booked.get(key), `booking of ${key}`).toBe(id);

  host.kill("SIGTERM");
  const [code] = await once(host, "exit");
  expect(code, "asked nicely, it ends well").toBe(0);
});

async function start(dataDir: string): Promise<{ origin: string; host: ChildProcess }> {
  const port = await freePort();
  const key = Buffer.alloc(32, 7).toString("base64");
  const host = spawn(process.execPath, ["--import", "tsx", "lib/simulators/main.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      SIMULATOR_PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
      NEXTAUTH_SECRET: "only-for-the-environment-to-be-whole",
      NEXTAUTH_URL: "http://127.0.0.1",
      ENCRYPTION_KEYS: `test:${key}`,
      BLIND_INDEX_KEY: key,
    },
  });
  running = host;
  for await (const line of createInterface({ input: host.stdout })) {
    if (line.includes("http://")) break;
  }
  return { origin: `http://127.0.0.1:${port}`, host };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function create(origin: string, key: string): Promise<string> {
  const response = await fetch(`${origin}/ivy/api/service/payout/create`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-ivy-api-key": "killed-key", "idempotency-key": key },
    body: `{"amount":1.5,"currency":"EUR","destination":{"financialAddress":{"type":"iban","iban":{"iban":"DE93500105176719451585","accountHolderName":"Jo"}}}}`,
  });
  return Created.parse(await response.json()).id;
}

async function control(origin: string, door: string, body: unknown): Promise<void> {
  const response = await fetch(`${origin}/_sim/${door}`, { method: "POST", body: JSON.stringify(body) });
  expect(response.status, door).toBe(200);
}
