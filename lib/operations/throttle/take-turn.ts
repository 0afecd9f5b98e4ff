import { createHmac } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { keepPlanOf } from "@/lib/db/kept-plan";
import { env } from "@/lib/env";

// Promise: however many processes there are and however many come at once, no more than `most` get a turn in one window. What is
// counted is kept as a keyed hash: neither an address nor a link can be read back.

export type Throttle = "publicAddress" | "publicLink" | "verifyAddress" | "signInAddress" | "restKey" | "forgedDelivery" | "refusedDeed";

export type Turn = {
  readonly isGiven: boolean;
  readonly most: number;
  readonly left: number;
  readonly windowMs: number;
  /** Until the window ends and all turns are there again. */
  readonly againInMs: number;
  /** True for the first one in a window that got none. */
  readonly isFirstRefused: boolean;
};

type Pace = { readonly most: number; readonly windowMs: number };

function paceOf(throttle: Throttle): Pace {
  switch (throttle) {
    // From one address more may come: an office shares it. A link is one person's, with a few wrong tries.
    case "publicAddress":
    case "verifyAddress":
      return { most: 60, windowMs: 10 * MINUTE_MS };
    case "publicLink":
      return { most: 30, windowMs: 10 * MINUTE_MS };
    // Only what fails is counted; each person has a lock-out of their own beside this.
    case "signInAddress":
      return { most: 60, windowMs: 10 * MINUTE_MS };
    case "restKey":
      return { most: env().restRequestsPerMinute, windowMs: MINUTE_MS };
    case "refusedDeed":
      return { most: 20, windowMs: 10 * MINUTE_MS };
    case "forgedDelivery":
      return { most: 600, windowMs: HOUR_MS };
  }
}

/** Counts that `who` came, and says whether it is one too many. */
export async function takeTurn(throttle: Throttle, who: string): Promise<Turn> {
  const pace = paceOf(throttle);
  const limiter = limiterOf(throttle, pace);
  try {
    return turnOf(pace, await limiter.consume(keyOf(throttle, who)), true);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return turnOf(pace, refusal, false);
    throw refusal;
  }
}

/** It was no abuse after all: the turn counts as not taken. */
export async function giveTurnBack(throttle: Throttle, who: string): Promise<void> {
  await limiterOf(throttle, paceOf(throttle)).reward(keyOf(throttle, who));
}

function turnOf({ most, windowMs }: Pace, { remainingPoints, msBeforeNext, consumedPoints }: RateLimiterRes, isGiven: boolean): Turn {
  const isFirstRefused = consumedPoints === most + 1;
  return { isGiven, most, left: remainingPoints, windowMs, againInMs: Math.max(msBeforeNext, 0), isFirstRefused };
}

function keyOf(throttle: Throttle, who: string): string {
  return createHmac("sha256", env().nextAuthSecret).update(`turn:${throttle}:${who}`).digest("base64url");
}

const limiters = new Map<Throttle, RateLimiterPostgres>();

function limiterOf(throttle: Throttle, { most, windowMs }: Pace): RateLimiterPostgres {
  const kept = limiters.get(throttle);
  if (kept) return kept;
  const limiter = new RateLimiterPostgres({
    storeClient: { query },
    storeType: "client",
    tableName: "rate_limit",
    // By a migration, as every table of ours. What has run out is cleared by the limiter itself.
    tableCreated: true,
    keyPrefix: throttle,
    points: most,
    duration: windowMs / SECOND_MS,
  });
  limiters.set(throttle, limiter);
  return limiter;
}

type Query = { readonly text: string; readonly values: readonly unknown[] };

/** The limiter speaks as `pg` does; here it shares the pool of everything else. */
async function query({ text, values }: Query): Promise<{ rows: readonly object[]; rowCount: number }> {
  const found = await db().$queryRawUnsafe<Record<string, unknown>[]>(
    keepPlanOf(text),
    ...values.map((value) => (isTime(value) ? BigInt(value) : value)),
  );
  const rows = found.map((row) => ({ ...row, ...(typeof row.expire === "bigint" ? { expire: Number(row.expire) } : {}) }));
  return { rows, rowCount: rows.length };
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value > 2 ** 31;
}
