import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { newId } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { freePort } from "@/scripts/free-port";
import { pollFor } from "@/scripts/poll-for";
import { buildWeb } from "@/scripts/start/build";
import { compare, type Measured } from "./measure";
import type { Bench } from "./open-bench";

const ROOT = path.resolve(import.meta.dirname, "..");
const FLOOR = path.join(import.meta.dirname, "floor-next");
const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");
const READY_MS = 90_000;

/** Pages and the rows' route as a signed-in browser gets them, against a bare Next page and route that show the same number of rows. */
export async function benchPages({ merchantId }: Bench): Promise<readonly Measured[]> {
  await buildWeb({ root: ROOT, say: console.info });
  const built = spawnSync(process.execPath, [NEXT, "build", FLOOR], { stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) throw new Error("The floor could not be built.");
  const product = await serve(ROOT, {});
  const floor = await serve(FLOOR, { FLOOR_MERCHANT: merchantId });
  try {
    const headers = { cookie: await signIn(merchantId) };
    const get =
      (address: string, init = {}) =>
      async () => {
        const answer = await fetch(address, init);
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
        return answer.text();
      };
    const sixtyDays = new Date(Date.now() - 60 * 24 * HOUR_MS).toISOString();
    const five = new URLSearchParams({ state: "settled", provider: "ivy", currency: "EUR", loop: "closed", from: sixtyDays });
    const page = get(`${floor.origin}/`);
    const rows = get(`${floor.origin}/rows`);
    return [
      await compare({ name: "history's page", product: get(`${product.origin}/payouts`, { headers }), floor: page }),
      await compare({ name: "history's page, five filters", product: get(`${product.origin}/payouts?${five}`, { headers }), floor: page }),
      await compare({ name: "rows' route", product: get(`${product.origin}/api/live/payouts`, { headers }), floor: rows }),
      await compare({ name: "approvals", product: get(`${product.origin}/approvals`, { headers }), floor: page, times: 40 }),
      await compare({ name: "overview", product: get(`${product.origin}/`, { headers }), floor: page, times: 40 }),
    ];
  } finally {
    product.stop();
    floor.stop();
  }
}

async function serve(folder: string, env: Readonly<Record<string, string>>) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server: ChildProcess = spawn(process.execPath, [NEXT, "start", folder, "-p", String(port)], {
    env: { ...process.env, ...env, NODE_ENV: "production", NEXTAUTH_URL: origin },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const isUp = await pollFor(READY_MS, async () => ((await fetch(origin, { redirect: "manual" }).catch(() => null)) ? true : undefined));
  if (!isUp) throw new Error(`${folder} was not served in time.`);
  return { origin, stop: () => void server.kill("SIGTERM") };
}

/** As the sign-in page would leave it: a row, and a cookie that names it. */
async function signIn(merchantId: string): Promise<string> {
  const { personId } = await db().membership.findFirstOrThrow({ where: { merchantId, role: "checker", disabledAt: null } });
  const sessionId = newId("session");
  await db().session.create({ data: { id: sessionId, personId, merchantId, expiresAt: addMs(new Date(), HOUR_MS) } });
  const secret = process.env.NEXTAUTH_SECRET ?? "";
  return `counterfoil=${await encode({ token: { sid: sessionId }, secret, maxAge: HOUR_MS / 1000 })}`;
}
