import pg from "pg";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { newId, randomText } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant, Payout } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { joinChanges, LiveChange } from "@/lib/domain/live/live-change";
import { lockPayout } from "@/lib/operations/payouts/lock-payout";
import { movePayout } from "@/lib/operations/payouts/move-payout";
import { disablePerson } from "@/lib/operations/people/disable-person";
import { switchMerchant } from "@/lib/operations/sessions/switch-merchant";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aHolder, aRole } from "@/lib/testing/role-factory";
import { openSwitchboard, type Switchboard } from "./switchboard";

let merchant: Merchant;
let other: Merchant;
let board: Switchboard;
const open: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  merchant = await aMerchant(db());
  other = await aMerchant(db());
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

describe("an open page", { timeout: 60_000 }, () => {
  test("is told what was made and what moved at its own merchant, and nothing of another's", async () => {
    board = aBoard();
    const mine = await watch(await aSession({ at: merchant }));
    const theirs = await watch(await aSession({ at: other }));
    const payout = await aPayout(db(), { merchant, state: "inFlight" });
    await expect.poll(() => mine.told.payouts).toContain(payout.id);
    const foreign = await aPayout(db(), { merchant: other, state: "inFlight" });
    await move(payout, "settle");
    await move(foreign, "settle");
    await expect.poll(() => theirs.told.payouts).toContain(foreign.id);
    await expect.poll(() => mine.events.filter((event) => event.includes(payout.id)).length).toBeGreaterThan(1);
    expect(theirs.said()).not.toContain(payout.id);
    expect(mine.said()).not.toContain(foreign.id);
    expect(mine.said()).not.toContain(merchant.id);
  });

  test("is told that something waits for approval, and not when the desk only notes when to look again", async () => {
    board = aBoard();
    const page = await watch(await aSession({ at: merchant }));
    const waiting = await aPayout(db(), { merchant, state: "awaitingApproval" });
    await expect.poll(() => page.told).toMatchObject({ payouts: [waiting.id], approvals: true });
    await page.hearAll();
    await db().payout.update({ where: { id: waiting.id }, data: { nextCheckAt: new Date(), checks: 3 } });
    expect(await page.hearAll()).not.toContain(waiting.id);

    const id = newId("payoutNote");
    const note = { id, merchantId: merchant.id, payoutId: waiting.id, kind: "question", text: "Why?", authorId: "p", authorName: "P" };
    await db().payoutNote.create({ data: note });
    await expect.poll(() => page.told).toMatchObject({ payouts: [waiting.id], approvals: true });
  });

  test("is told nothing of what was rolled back", async () => {
    board = aBoard();
    const page = await watch(await aSession({ at: merchant }));
    const payout = await aPayout(db(), { merchant, state: "inFlight" });
    await page.hearAll();
    const undone = inTransaction(async (tx) => {
      const locked = await lockPayout(tx, { payoutId: payout.id, merchantId: merchant.id });
      if (locked) await movePayout(tx, locked, "settle", { by: system() });
      throw new Error("On second thoughts.");
    });
    await expect(undone).rejects.toThrow("second thoughts");
    expect(await page.hearAll()).not.toContain(payout.id);
  });

  test("is told at most four times a second, of all that moved", async () => {
    board = aBoard();
    const page = await watch(await aSession({ at: merchant }));
    const began = performance.now();
    for (let turn = 0; turn < 120; turn += 1) await tell({ merchant: merchant.id, payouts: [`pay-${turn}`] });
    await expect.poll(() => page.told.payouts).toBe("many");
    const seconds = (performance.now() - began) / 1000;
    expect(page.events.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1);
  });
});

describe("a page is cut off at once", { timeout: 60_000 }, () => {
  // The second look is an hour away: it is the change itself that ends the line.
  test("when its person is shut out, loses the role's permission, goes to another merchant, or signs out", async () => {
    board = aBoard({ lookMs: HOUR_MS });
    const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);

    const disabled = await aSession({ at: merchant });
    const first = await watch(disabled);
    expect((await disablePerson(admin, { personId: disabled.personId })).ok).toBe(true);
    await first.ended;

    const role = await aRole(db(), { merchant, permissions: ["payout.view"] });
    const holder = await aHolder(db(), role);
    const second = await watch(await aSession({ at: merchant, personId: holder.personId }));
    const which = { merchantId_key: { merchantId: merchant.id, key: role.key } };
    await db().role.update({ where: which, data: { permissions: ["audit.view"] } });
    await second.ended;

    const person = await aPerson(db(), { merchant, role: "maker" });
    const traveller = await aSession({ at: merchant, personId: person.id });
    await db().membership.create({ data: { id: newId("membership"), merchantId: other.id, personId: traveller.personId, role: "maker" } });
    const third = await watch(traveller);
    const there = { sessionId: traveller.sessionId, merchantId: other.id };
    expect((await switchMerchant(actorOf(person, merchant), there)).ok).toBe(true);
    await third.ended;

    const leaving = await aSession({ at: merchant });
    const fourth = await watch(leaving);
    const staying = await watch(await aSession({ at: merchant }));
    await db().session.update({ where: { id: leaving.sessionId }, data: { endedAt: new Date(), endedWhy: "signedOut" } });
    await fourth.ended;
    const payout = await aPayout(db(), { merchant, state: "draft" });
    await expect.poll(() => staying.told.payouts).toContain(payout.id);
    for (const page of [first, second, third, fourth]) expect(page.said()).not.toContain(payout.id);
  });

  test("when its session has run out", async () => {
    board = aBoard({ lookMs: 50 });
    const page = await watch(await aSession({ at: merchant, expiresAt: addMs(new Date(), 400) }));
    await page.ended;
  });

  test("and is not let in with a session that has ended, or with more pages than one person looks at", async () => {
    board = aBoard();
    const ended = await aSession({ at: merchant });
    await db().session.update({ where: { id: ended.sessionId }, data: { endedAt: new Date(), endedWhy: "signedOut" } });
    expect(await board.connect(ended)).toBe("notNow");
    expect(await board.connect({ merchantId: merchant.id })).toBe("notNow");

    const many = await aSession({ at: merchant });
    const pages = await Promise.all(Array.from({ length: 8 }, () => watch(many)));
    expect(await board.connect(many)).toBe("tooMany");
    await pages[0]?.hangUp();
    await watch(many);
  });
});

describe("a connection to the database that is lost", { timeout: 60_000 }, () => {
  test("ends every line, and whoever comes back misses nothing from there on", async () => {
    board = aBoard();
    const session = await aSession({ at: merchant });
    const before = await watch(session);
    const { rowCount } = await raw(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'counterfoil-live' AND datname = current_database()`,
    );
    expect(rowCount).toBeGreaterThan(0);
    await before.ended;
    // It is told that it is ready only once the new connection listens.
    const after = await watch(session);
    const payout = await aPayout(db(), { merchant, state: "draft" });
    await expect.poll(() => after.told.payouts).toContain(payout.id);
  });

  test("is one for a whole process, however many pages are open, and a stop ends them all", async () => {
    board = aBoard();
    const sessions = await Promise.all(Array.from({ length: 25 }, () => aSession({ at: merchant })));
    const pages = await Promise.all(sessions.flatMap((session) => Array.from({ length: 8 }, () => watch(session))));
    expect(pages).toHaveLength(200);
    const { rowCount } = await raw(
      `SELECT 1 FROM pg_stat_activity WHERE application_name = 'counterfoil-live' AND datname = current_database()`,
    );
    expect(rowCount).toBe(1);
    const payout = await aPayout(db(), { merchant, state: "draft" });
    await expect.poll(() => pages.filter(({ told }) => told.payouts.includes(payout.id)).length).toBe(200);
    await board.stop();
    await Promise.all(pages.map(({ ended }) => ended));
  });
});

function aBoard(options: { lookMs?: number } = {}): Switchboard {
  const opened = openSwitchboard({ url: process.env.DATABASE_URL, ...options });
  open.push({ close: () => opened.stop() });
  return opened;
}

type TestSession = { readonly sessionId: string; readonly merchantId: string; readonly personId: string };

async function aSession({ at, ...wish }: { at: Merchant; personId?: string; expiresAt?: Date }): Promise<TestSession> {
  const personId = wish.personId ?? (await aPerson(db(), { merchant: at, role: "maker" })).id;
  const sessionId = newId("session");
  const expiresAt = wish.expiresAt ?? addMs(new Date(), HOUR_MS);
  await db().session.create({ data: { id: sessionId, personId, merchantId: at.id, expiresAt } });
  return { sessionId, merchantId: at.id, personId };
}

/** A page that has been told that it is ready, and keeps what it is told from there on. */
async function watch(session: TestSession) {
  const stream = await board.connect(session);
  if (!(stream instanceof ReadableStream)) throw new Error(`The line was refused: ${stream}.`);
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  expect(decoder.decode((await reader.read()).value)).toBe("event: ready\ndata: null\n\n");
  const nothing = LiveChange.parse({});
  const page = {
    events: [] as string[],
    told: nothing,
    heard: 0,
    said: () => page.events.join(),
    /** Waits for all that was said until now, and answers with what of it is new since it was last asked. */
    hearAll: async () => {
      const last = randomText(8);
      await tell({ merchant: session.merchantId, batches: [last] });
      await expect.poll(() => page.told.batches).toContain(last);
      page.told = nothing;
      const fresh = page.events.slice(page.heard);
      page.heard = page.events.length;
      return fresh.join();
    },
    hangUp: () => reader.cancel(),
    ended: Promise.resolve(),
  };
  const listen = async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const event = decoder.decode(next.value);
      if (!event.startsWith("event: change")) continue;
      page.events.push(event);
      page.told = joinChanges(page.told, LiveChange.parse(JSON.parse(event.replace("event: change\ndata: ", ""))));
    }
  };
  page.ended = listen();
  return page;
}

async function move({ id, merchantId }: Payout, event: "settle") {
  await inTransaction(async (tx) => {
    const locked = await lockPayout(tx, { payoutId: id, merchantId });
    if (locked) await movePayout(tx, locked, event, { by: { ...system(), merchantId } });
  });
}

function system(): Actor {
  return { kind: "system", name: "Counterfoil", merchantId: merchant.id };
}

function tell(notice: object) {
  return raw("SELECT pg_notify('counterfoil_live', $1)", [JSON.stringify(notice)]);
}

async function raw(sql: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}
