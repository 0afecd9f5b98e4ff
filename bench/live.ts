import pg from "pg";
import { newId } from "@/lib/base/id";
import { pause } from "@/lib/base/pause";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { LIVE_CHANNEL, openSwitchboard } from "@/lib/live/switchboard";
import { type Measured, summarise } from "./measure";
import type { Bench } from "./open-bench";

const PAGES = 200;
const PAGES_OF_A_SESSION = 8;
const ROUNDS = 40;
/** Longer than a page is left in peace after it was told something. */
const REST_MS = 300;

/**
 * From something being written on a payout to the last of two hundred open pages being told, in one process; the floor is one bare
 * connection that listens and hears of the very same writing. What a page then reads again is measured as the history.
 */
export async function benchLive({ merchantId, url }: Bench, _client: pg.Client): Promise<readonly Measured[]> {
  const payout = await db().payout.findFirstOrThrow({ where: { merchantId }, orderBy: { createdAt: "desc" } });
  const author = await db().membership.findFirstOrThrow({ where: { merchantId, role: "maker" }, include: { person: true } });
  const board = openSwitchboard({ url });
  const bare = new pg.Client({ connectionString: url });
  await bare.connect();
  await bare.query(`LISTEN ${LIVE_CHANNEL}`);
  try {
    const readers = await openPages(board, { merchantId, personId: author.personId });
    const [told, heard]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(REST_MS);
      const since = performance.now();
      const hearing = new Promise<void>((resolve) => bare.once("notification", () => resolve())).then(() =>
        heard.push(performance.now() - since),
      );
      const telling = Promise.all(readers.map(untilTold)).then(() => told.push(performance.now() - since));
      const whose = { merchantId, payoutId: payout.id, authorId: author.personId, authorName: author.person.name };
      await db().payoutNote.create({ data: { id: newId("payoutNote"), ...whose, kind: "note", text: `Round ${round}` } });
      await Promise.all([hearing, telling]);
    }
    const [product, floor] = [summarise(told), summarise(heard)];
    return [{ name: `written to told, ${PAGES} pages open`, product, floor, ratio: product.p50 / floor.p50, note: "the last page of all" }];
  } finally {
    await bare.end();
    await board.stop();
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function openPages(board: ReturnType<typeof openSwitchboard>, { merchantId, personId }: { merchantId: string; personId: string }) {
  const sessions = Array.from({ length: PAGES / PAGES_OF_A_SESSION }, () => newId("session"));
  const expiresAt = addMs(new Date(), HOUR_MS);
  await db().session.createMany({ data: sessions.map((id) => ({ id, personId, merchantId, expiresAt })) });
  const readers: Reader[] = [];
  for (const sessionId of sessions) {
    for (let page = 0; page < PAGES_OF_A_SESSION; page += 1) {
      const stream = await board.connect({ sessionId, merchantId });
      if (typeof stream === "string") throw new Error(`A page was refused: ${stream}.`);
      readers.push(stream.getReader());
    }
  }
  for (const reader of readers) await reader.read();
  return readers;
}

async function untilTold(reader: Reader): Promise<void> {
  for (;;) {
    const { value, done } = await reader.read();
    if (done || Buffer.from(value).toString().startsWith("event: change")) return;
  }
}
