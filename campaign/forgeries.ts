import http from "node:http";
import * as z from "zod";
import { POST } from "@/app/api/webhooks/[provider]/[connection]/route";
import { currentTime, replaceClock } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { sweepEnrolments } from "@/lib/operations/enrolments/sweep-enrolments";
import { lookUpPayout } from "@/lib/operations/payouts/look-up-payout";
import { sweepPayouts } from "@/lib/operations/payouts/sweep-payouts";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import type { Desk } from "@/lib/testing/desk";
import { drawForgery, type Forgery, type Make, pick, type Workshop } from "./forgery";
import { forgeryKinds } from "./forgery-kinds";
import { openScene } from "./forgery-scene";
import { PROVIDER_IDS, type ProviderId } from "./sendable-payout";

// Lies at the door for webhooks: through the route itself, into the inbox, to the worker's handler. Nobody may believe one.

export type ForgeryCounts = {
  readonly forged: number;
  /** Kinds of lie that were told, of all four providers. */
  readonly kinds: number;
  /** Refused with 401 and stored apart. */
  readonly keptApart: number;
  readonly tooLong: number;
  /** Deliveries of the provider's own that came a second time. */
  readonly replayed: number;
  /** Unsigned ones that were taken in. */
  readonly hints: number;
  /** Questions that the hints led to: at most one for each payout that they named. */
  readonly reads: number;
  /** From here on nothing may be counted: the route answered otherwise, by kind. */
  readonly wrongAnswers: readonly string[];
  readonly stumbles: readonly string[];
  readonly applied: number;
  readonly changed: readonly string[];
  readonly needlessReads: number;
  /** Requests at the place where a liar publishes keys. */
  readonly keysFetchedElsewhere: number;
};

const AT_ONCE = 10;

export async function tellForgeries({ runs, seed, desk }: { runs: number; seed: number; desk: Desk }): Promise<ForgeryCounts> {
  const random = seededRandom(seed);
  const scene = await openScene(desk);
  const liar = await openLiarsHost();
  const kinds: Record<ProviderId, Readonly<Record<string, Make>>> = {
    ivy: forgeryKinds("ivy", liar.origin),
    truelayer: forgeryKinds("truelayer", liar.origin),
    ipay: forgeryKinds("ipay", liar.origin),
    bitpay: forgeryKinds("bitpay", liar.origin),
  };
  const draw = (provider: ProviderId) => {
    const workshop: Workshop = { ...scene.workshops[provider], random, victim: pick(scene.victims[provider], random) };
    return { provider, ...drawForgery(kinds[provider], workshop) };
  };

  const before = await scene.snapshot();
  // Time stands still, so that "one look in five seconds" can be counted.
  const now = currentTime();
  const giveBack = replaceClock(() => now);
  const tally: Tally = { told: [], wrongAnswers: [], stumbles: [] };
  try {
    await tell(runs, () => draw(pick(PROVIDER_IDS, random)), tally);
    const afterFirst = await work(scene.knownDeliveries, tally);
    await sweepPayouts();
    await sweepPayouts();
    for (const payoutId of await scene.dueLooks()) await lookUpPayout({ payoutId });
    // The look has just been: whatever is hinted now waits its time.
    await tell(40, () => draw(pick(["ipay", "bitpay"], random)), tally);
    const afterSecond = await work(scene.knownDeliveries, tally);
    await sweepPayouts();
    await sweepEnrolments();
    await sweepEnrolments();

    const answered = (answer: number) => tally.told.filter((told) => told.answer === answer).length;
    const hinted = tally.told.filter(({ answer, provider }) => answer === 200 && (provider === "ipay" || provider === "bitpay")).length;
    return {
      forged: tally.told.length,
      kinds: new Set(tally.told.map(({ provider, kind }) => `${provider} ${kind}`)).size,
      keptApart: await scene.countKeptApart(),
      tooLong: answered(413),
      replayed: answered(200) - hinted,
      hints: hinted,
      reads: await scene.countReads(),
      wrongAnswers: tally.wrongAnswers,
      stumbles: tally.stumbles,
      applied: afterFirst + afterSecond,
      changed: await scene.changedSince(before),
      needlessReads: await scene.countNeedlessReads(),
      keysFetchedElsewhere: liar.asked(),
    };
  } finally {
    giveBack();
    await liar.close();
  }
}

type Told = Forgery & { readonly provider: ProviderId };
type Tally = { readonly told: Told[]; readonly wrongAnswers: string[]; readonly stumbles: string[] };

async function tell(count: number, draw: () => Told, tally: Tally): Promise<void> {
  for (let left = count; left > 0; left -= AT_ONCE) {
    // Of so many only some would be kept, and each is looked at afterwards.
    await db().rateLimit.deleteMany();
    const batch = Array.from({ length: Math.min(left, AT_ONCE) }, draw);
    tally.told.push(...batch);
    await Promise.all(
      batch.map(async (forgery) => {
        const { provider, kind, answer } = forgery;
        try {
          const status = await knock(forgery);
          if (status !== answer) tally.wrongAnswers.push(`${provider} ${kind}: ${status} in place of ${answer}`);
        } catch (error) {
          stumble(tally, `${provider} ${kind}`, error);
        }
      }),
    );
  }
}

/** Once for each place and error, by the error's last line: the first lines quote source. */
function stumble({ stumbles }: Tally, where: string, error: unknown): void {
  const line = `${where}: ${String(error).trim().split("\n").at(-1)}`;
  if (!stumbles.includes(line)) stumbles.push(line);
}

const Answer = z.object({ received: z.enum(["stored", "duplicate"]) });

/** Through the route, as Next would call it. Headers of one name are appended, not replaced. */
async function knock({ provider, connectionId, headers, body, kind }: Told): Promise<number> {
  const request = new Request(`http://localhost:3000/api/webhooks/${provider}/${connectionId}`, {
    method: "POST",
    headers: new Headers(headers.map(([name, value]) => [name, value])),
    body: new Uint8Array(body),
  });
  const response = await POST(request, { params: Promise.resolve({ provider, connection: connectionId }) });
  if (response.status !== 200) return response.status;
  const { received } = Answer.parse(await response.json());
  if (kind === "replayed" && received !== "duplicate") throw new Error("A delivery was taken in twice.");
  return 200;
}

/** Hands everything new in the inbox to the worker's handler, whatever its proof; answers with how many signed lies were applied. */
async function work(known: Set<string>, tally: Tally): Promise<number> {
  const rows = await db().webhookDelivery.findMany({
    where: { id: { notIn: [...known] } },
    select: { id: true, provider: true, proof: true },
  });
  let applied = 0;
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    await Promise.all(
      rows.slice(at, at + AT_ONCE).map(async ({ id, provider, proof }) => {
        known.add(id);
        try {
          const end = await applyDelivery({ deliveryId: id });
          if (proof !== "unsigned" && end !== "notDue" && end !== "refused") applied += 1;
        } catch (error) {
          stumble(tally, `${provider} applied`, error);
        }
      }),
    );
  }
  return applied;
}

/** Where a liar publishes keys of their own. Whoever asks here has let a signature choose who vouches for it. */
async function openLiarsHost() {
  let asked = 0;
  const server = http.createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { "content-type": "application/json" }).end('{"keys":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The liar's host has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked: () => asked,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
