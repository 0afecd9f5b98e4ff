import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { newId } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { freePort } from "@/scripts/free-port";
import { pollFor } from "@/scripts/poll-for";
import { buildWeb } from "@/scripts/start/build";

const ROOT = path.resolve(import.meta.dirname, "..");
const FLOOR = path.join(import.meta.dirname, "floor-next");
const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");
const READY_MS = 90_000;

export type ServedPages = { readonly product: string; readonly floor: string; readonly cookie: string };

/** The product and a bare Next application with the same number of rows, both built and served, and the cookie of a checker. */
export async function withServedPages<T>(merchantId: string, work: (served: ServedPages) => Promise<T>): Promise<T> {
  await buildWeb({ root: ROOT, say: console.info });
  const built = spawnSync(process.execPath, [NEXT, "build", FLOOR], { stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) throw new Error("The floor could not be built.");
  const product = await serve(ROOT, {});
  const floor = await serve(FLOOR, { FLOOR_MERCHANT: merchantId });
  try {
    return await work({ product: product.origin, floor: floor.origin, cookie: await signIn(merchantId) });
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
