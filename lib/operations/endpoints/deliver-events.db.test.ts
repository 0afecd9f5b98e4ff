import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { replaceChance } from "@/lib/base/chance";
import { currentTime, replaceClock } from "@/lib/base/clock";
import { type CrashPoint, type CrashRehearsal, ProcessDied, rehearseCrashes } from "@/lib/base/crash-point";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { EVENT_OF_MOVE } from "@/lib/domain/endpoint/event-types";
import { RETRY_PAUSES_MS } from "@/lib/domain/endpoint/retry";
import type { PayoutEvent } from "@/lib/domain/payout/lifecycle";
import { RestPayoutEvent } from "@/lib/domain/rest/event";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { movePayout } from "@/lib/operations/payouts/move-payout";
import { movePayouts } from "@/lib/operations/payouts/move-payouts";
import { readApiPayout } from "@/lib/queries/read-api-payout";
import { anEndpoint } from "@/lib/testing/endpoint-factory";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { type HookServer, startHookServer } from "@/lib/testing/hook-server";
import { aPayout } from "@/lib/testing/payout-factory";
import { verifyWebhook } from "../../../docs/webhooks/receive";
import { deliverEvents } from "./deliver-events";
import { disableEndpoint } from "./disable-endpoint";
import { enableEndpoint } from "./enable-endpoint";
import { endOldSigning } from "./end-old-signing";
import { forgetEvents } from "./forget-events";
import { replayEvent } from "./replay-event";
import { replayMissed } from "./replay-missed";
import { rotateSecret } from "./rotate-secret";
import { sweepEvents } from "./sweep-events";
import { testEndpoint } from "./test-endpoint";

let server: HookServer;
beforeAll(async () => {
  server = await startHookServer();
});
afterAll(() => server.close());

let merchant: Merchant;
beforeEach(async () => {
  merchant = await aMerchant(db());
  server.hooks.length = 0;
  server.answer = (response) => response.writeHead(204).end();
});

let resetClock = () => {};
const NOON = new Date("2026-11-30T12:00:00.000Z");
const at = (ms: number) => {
  resetClock();
  resetClock = replaceClock(() => addMs(NOON, ms));
};
beforeEach(() => at(0));
const resetChance = replaceChance(() => 0);
afterAll(resetChance);
let rehearsal: CrashRehearsal | null = null;
const dieAt = (point: CrashPoint) => {
  rehearsal = rehearseCrashes((one) => one === point);
};
const revive = () => rehearsal?.end();
afterEach(() => {
  resetClock();
  revive();
});

const operator = () => ({ kind: "system", name: "operator", merchantId: merchant.id }) as const;
const listening = (wish: { types?: readonly string[]; state?: "on" | "off" } = {}) =>
  anEndpoint(db(), { merchant, url: `${server.origin}/hooks`, ...wish });
const deliver = ({ id }: { id: string }) => deliverEvents({ endpointId: id }, { allowsLoopback: true });
const deliveriesOf = ({ id }: { id: string }) =>
  db().endpointDelivery.findMany({
    where: { endpointId: id },
    orderBy: { id: "asc" },
    include: { attempts: { orderBy: { number: "asc" } }, event: true },
  });
const onlyDelivery = async (endpoint: { id: string }) => {
  const [delivery, another] = await deliveriesOf(endpoint);
  if (!delivery || another) throw new Error("There is to be one.");
  return delivery;
};
const eventIn = (body: string) => RestPayoutEvent.parse(JSON.parse(body));
const jobsFor = ({ id }: { id: string }) =>
  db().$queryRaw<{ start_after: Date }[]>`SELECT start_after FROM pgboss.job WHERE name = 'deliverEvents' AND data->>'endpointId' = ${id}`;

async function moved(event: PayoutEvent = "settle") {
  const payout = await aPayout(db(), { merchant, state: FROM[event], neededCheckers: event === "approve" ? 0 : 1 });
  await move(payout.id, event);
  return payout;
}
function move(payoutId: string, event: PayoutEvent) {
  return inTransaction(async (tx) => {
    const payout = asLocked(await tx.payout.findUniqueOrThrow({ where: { id: payoutId } }));
    // What is asked for anew begins a new round: the database insists.
    const changes = event === "revoke" || event === "reopen" ? { round: payout.round + 1 } : {};
    if (!(await movePayout(tx, payout, event, { by: operator(), changes }))) throw new Error("It did not move.");
  });
}

describe("what is told", () => {
  test("is the payout as the move left it, in the REST door's own shape, counted, and signed as Standard Webhooks", async () => {
    const { endpoint, secret } = await listening();
    const payout = await moved();
    const { data: asMoved, ...envelope } = eventIn((await onlyDelivery(endpoint)).event.body);
    await move(payout.id, "bounce");
    expect(await deliver(endpoint)).toBe("2 tried");

    expect(server.hooks.map(({ body }) => eventIn(body).type).sort()).toEqual(["payout.paid", "payout.returned"]);
    const paid = server.hooks.find(({ body }) => eventIn(body).type === "payout.paid");
    if (!paid) throw new Error("It was not told.");
    expect(eventIn(paid.body).data).toEqual(asMoved);
    expect(asMoved.state).toBe("settled");
    const returned = server.hooks.map(({ body }) => eventIn(body)).find(({ type }) => type === "payout.returned");
    expect(returned?.data).toEqual(await readApiPayout({ merchantId: merchant.id, payoutId: payout.id }));
    expect(returned?.sequence).toBe(envelope.sequence + 1);
    expect(await db().stateTransition.count({ where: { payoutId: payout.id } })).toBe(returned?.sequence);
    expect(envelope).toMatchObject({ type: "payout.paid", timestamp: NOON.toISOString() });
    expect(paid.headers).toMatchObject({ "webhook-id": envelope.id, "content-type": "application/json", "user-agent": "Counterfoil" });
    expect(paid.path).toBe("/hooks");

    // Standard Webhooks' own library looks at the machine's clock, so it is told the time of the try.
    resetClock();
    at(Date.now() - NOON.getTime());
    await replayEvent(actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant), {
      ...{ endpointId: endpoint.id, deliveryId: (await deliveriesOf(endpoint))[0]?.id ?? "" },
    });
    await deliver(endpoint);
    const last = server.hooks.at(-1);
    const headers = Object.fromEntries(Object.entries(last?.headers ?? {}).map(([name, value]) => [name, String(value)]));
    expect(new Webhook(secret).verify(last?.body ?? "", headers)).toMatchObject({ id: headers["webhook-id"] });
    expect(() => new Webhook(secret).verify(`${last?.body} `, headers)).toThrow();
  });

  test("is one event for each move that a payout can make, written with it", async () => {
    const { endpoint } = await listening();
    const moves = Object.keys(EVENT_OF_MOVE).filter((event): event is PayoutEvent => event in FROM);
    const payouts = await Promise.all(moves.map(async (event) => ({ event, id: (await moved(event)).id })));
    const told = (await deliveriesOf(endpoint)).map(({ event }) => event);
    expect(told).toHaveLength(moves.length);
    for (const { event, id } of payouts) {
      const { state } = await db().payout.findUniqueOrThrow({ where: { id } });
      const { type, body } = told.find(({ payoutId }) => payoutId === id) ?? { body: "" };
      expect({ type, state: eventIn(body).data.state }, event).toEqual({ type: EVENT_OF_MOVE[event], state });
    }
  });

  test("of many that are decided on at once is what each would have told alone", async () => {
    const { endpoint } = await listening();
    const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
    const ids = await Promise.all([1, 2, 3].map(async () => (await aPayout(db(), { merchant })).id));
    const rows = await db().payout.findMany({ where: { id: { in: ids } } });
    await inTransaction((tx) => movePayouts(tx, rows.map(asLocked), "reject", { by: checker }));
    const told = (await deliveriesOf(endpoint)).map(({ event }) => eventIn(event.body));
    expect(told.map(({ type, sequence, data }) => ({ type, sequence, state: data.state }))).toEqual(
      ids.map(() => ({ type: "payout.rejected", sequence: 2, state: "rejected" })),
    );
    expect(told.map(({ data }) => data.id).sort()).toEqual(ids.sort());
    await deliver(endpoint);
    expect(server.hooks).toHaveLength(3);
  });

  test("holds no whole account number", async () => {
    const { endpoint } = await listening();
    await moved();
    expect((await onlyDelivery(endpoint)).event.body).not.toMatch(/DE89\s?3704|0532013000/);
  });

  test("is not told of a move that was rolled back, nor lost where the process dies over the commit", async () => {
    const { endpoint } = await listening();
    const payout = await aPayout(db(), { merchant, state: "inFlight" });
    for (const point of [
      "move.stateWritten",
      "move.historyWritten",
      "move.enqueued",
      "enqueue.sent",
      "transaction.beforeCommit",
    ] as const) {
      dieAt(point);
      await expect(move(payout.id, "settle")).rejects.toThrow(ProcessDied);
      revive();
      expect(await deliveriesOf(endpoint)).toEqual([]);
      expect(await jobsFor(endpoint)).toEqual([]);
    }
    dieAt("transaction.committed");
    await expect(move(payout.id, "settle")).rejects.toThrow(ProcessDied);
    revive();
    expect(await deliveriesOf(endpoint)).toHaveLength(1);
    expect(await jobsFor(endpoint)).toHaveLength(1);
  });

  test("is what was asked for, and costs a merchant without endpoints no row", async () => {
    const { endpoint: paid } = await listening({ types: ["payout.paid"] });
    const { endpoint: all } = await listening();
    await moved("fail");
    await moved();
    expect((await deliveriesOf(paid)).map(({ event }) => event.type)).toEqual(["payout.paid"]);
    expect(await deliveriesOf(all)).toHaveLength(2);
    const silent = await aMerchant(db());
    const payout = await aPayout(db(), { merchant: silent, state: "inFlight" });
    await move(payout.id, "settle");
    expect(await db().endpointEvent.count({ where: { merchantId: silent.id } })).toBe(0);
  });

  test("stays as it was written", async () => {
    const { endpoint } = await listening();
    await moved();
    const { id, eventId } = await onlyDelivery(endpoint);
    await expect(db().endpointEvent.update({ where: { id: eventId }, data: { body: "{}" } })).rejects.toThrow(/append-only/);
    await deliver(endpoint);
    await expect(db().endpointAttempt.updateMany({ where: { deliveryId: id }, data: { outcome: "answered" } })).rejects.toThrow(
      /ends once/,
    );
    await expect(db().endpointDelivery.update({ where: { id }, data: { deliveredAt: null, state: "missed" } })).rejects.toThrow(
      /never changes/,
    );
  });
});

describe("the example of the documents", () => {
  test("takes what was sent, and nothing that was altered, copied later, or signed by somebody else", async () => {
    const { endpoint, secret } = await listening();
    await moved();
    await deliver(endpoint);
    const [hook] = server.hooks;
    if (!hook) throw new Error("Nothing arrived.");
    const { headers, body } = hook;
    const now = NOON.getTime();
    expect(verifyWebhook(headers, body, secret, now)).toBe(true);
    expect(verifyWebhook(headers, body.replace("settled", "failed"), secret, now)).toBe(false);
    expect(verifyWebhook({ ...headers, "webhook-id": "evt_another" }, body, secret, now)).toBe(false);
    expect(verifyWebhook({ ...headers, "webhook-timestamp": String(now / 1000 + 1) }, body, secret, now)).toBe(false);
    expect(verifyWebhook(headers, body, secret, now + 6 * MINUTE_MS)).toBe(false);
    expect(verifyWebhook(headers, body, `whsec_${Buffer.alloc(32, 1).toString("base64")}`, now)).toBe(false);
    expect(verifyWebhook({}, body, secret, now)).toBe(false);
  });
});

describe("a delivery", () => {
  test("that fails is tried again after 5 s, 5 min, 30 min and so on for three days, under one id; then its endpoint is switched off and the admins told", async () => {
    const admin = await aPerson(db(), { merchant, role: "admin" });
    const { endpoint } = await listening();
    server.answer = (response) => response.writeHead(500).end("No, password=hush");
    await moved();
    let elapsed = 0;
    for (const pause of [...RETRY_PAUSES_MS, null]) {
      expect(await deliver(endpoint)).toBe("1 tried");
      expect(await deliver(endpoint)).toBe("0 tried");
      const { state, nextTryAt } = await onlyDelivery(endpoint);
      if (pause === null) expect({ state, nextTryAt }).toEqual({ state: "givenUp", nextTryAt: null });
      else expect({ state, nextTryAt }).toEqual({ state: "waiting", nextTryAt: addMs(NOON, elapsed + pause) });
      at(elapsed + (pause ?? 0) - 1);
      expect(await deliver(endpoint)).toBe("0 tried");
      elapsed += pause ?? 0;
      at(elapsed);
    }
    expect(elapsed).toBeGreaterThan(3 * DAY_MS);
    expect(new Set(server.hooks.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(server.hooks.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(RETRY_PAUSES_MS.length + 1);
    const { attempts } = await onlyDelivery(endpoint);
    expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
    expect(attempts[0]).toMatchObject({ outcome: "answered", status: 500, fault: "It failed (500)." });
    expect(await db().endpoint.findUniqueOrThrow({ where: { id: endpoint.id } })).toMatchObject({
      state: "off",
      offWhy: expect.stringContaining("three days"),
    });
    const mail = await db().mail.findFirstOrThrow({ where: { merchantId: merchant.id, personId: admin.id } });
    expect(mail.subject).toContain("Shop back end");
    expect(await db().auditEntry.count({ where: { event: "endpoint.shut", subjectId: endpoint.id } })).toBe(1);
  });

  test("is tried in waves that are spread, and no sooner than the endpoint asks", async () => {
    const { endpoint } = await listening();
    const undo = replaceChance(() => 0.5);
    server.answer = (response) => response.writeHead(503, { "retry-after": "120" }).end();
    await moved();
    await deliver(endpoint);
    expect((await onlyDelivery(endpoint)).nextTryAt).toEqual(addMs(NOON, 2 * MINUTE_MS));
    server.answer = (response) => response.writeHead(503).end();
    at(2 * MINUTE_MS);
    await deliver(endpoint);
    expect((await onlyDelivery(endpoint)).nextTryAt).toEqual(addMs(NOON, 2 * MINUTE_MS + 5.25 * MINUTE_MS));
    undo();
  });

  test("that arrives late is delivered, and its endpoint is well again", async () => {
    const { endpoint } = await listening();
    server.answer = (response) => response.writeHead(502).end();
    await moved();
    await deliver(endpoint);
    expect((await db().endpoint.findUniqueOrThrow({ where: { id: endpoint.id } })).failingSince).toEqual(NOON);
    server.answer = (response) => response.writeHead(200).end("thanks");
    at(5 * SECOND_MS);
    await deliver(endpoint);
    expect(await onlyDelivery(endpoint)).toMatchObject({ state: "delivered", tries: 2, nextTryAt: null });
    expect(await db().endpoint.findUniqueOrThrow({ where: { id: endpoint.id } })).toMatchObject({
      ...{ failingSince: null, lastDeliveredAt: currentTime() },
    });
  });

  test("is not followed to where a redirect leads", async () => {
    const { endpoint } = await listening();
    server.answer = (response) => response.writeHead(307, { location: `${server.origin}/elsewhere` }).end();
    await moved();
    await deliver(endpoint);
    expect(server.hooks.map(({ path }) => path)).toEqual(["/hooks"]);
    expect((await onlyDelivery(endpoint)).attempts[0]).toMatchObject({ status: 307, fault: expect.stringContaining("never followed") });
  });

  test("that meets 410 switches its endpoint off at once, and what waits counts as missed", async () => {
    const { endpoint } = await listening();
    server.answer = (response) => response.writeHead(410).end();
    await moved();
    await moved();
    await deliver(endpoint);
    expect(server.hooks).toHaveLength(1);
    expect((await deliveriesOf(endpoint)).map(({ state }) => state)).toEqual(["missed", "missed"]);
    expect(await db().endpoint.findUniqueOrThrow({ where: { id: endpoint.id } })).toMatchObject({ state: "off" });
  });

  test("keeps the beginning of what was answered, without account numbers and secrets", async () => {
    const { endpoint } = await listening();
    server.answer = (response) =>
      response.writeHead(400).end(`{"access_token":"hush-hush-hush","iban":"DE89370400440532013000","text":"${"x".repeat(100_000)}"}`);
    await moved();
    await deliver(endpoint);
    const [attempt] = (await onlyDelivery(endpoint)).attempts;
    expect(attempt?.answer).not.toMatch(/hush|DE8937040044/);
    expect(attempt?.answer?.length).toBeLessThanOrEqual(2_000);
    expect(attempt?.status).toBe(400);
  });

  test("is made by one of many workers at once", async () => {
    const { endpoint } = await listening();
    for (let count = 0; count < 6; count += 1) await moved();
    await Promise.all(Array.from({ length: 8 }, () => deliver(endpoint)));
    await deliver(endpoint);
    expect(server.hooks).toHaveLength(6);
    expect(new Set(server.hooks.map(({ headers }) => headers["webhook-id"])).size).toBe(6);
    expect((await deliveriesOf(endpoint)).every(({ state, tries }) => state === "delivered" && tries === 1)).toBe(true);
  });

  test("leaves an endpoint that fails no more than one try at a time", async () => {
    const { endpoint } = await listening();
    await db().endpoint.update({ where: { id: endpoint.id }, data: { failingSince: NOON } });
    await moved();
    await moved();
    let atOnce = 0;
    let most = 0;
    server.answer = (response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      setTimeout(() => {
        atOnce -= 1;
        response.writeHead(500).end();
      }, 50);
    };
    await Promise.all([deliver(endpoint), deliver(endpoint), deliver(endpoint)]);
    expect(most).toBe(1);
  });

  test("whose worker dies at any point is made again, under the same id, and the log says what happened", async () => {
    for (const point of ["event.claimed", "event.answered"] as const) {
      const { endpoint } = await listening();
      await moved();
      const before = server.hooks.length;
      dieAt(point);
      await expect(deliver(endpoint)).rejects.toThrow(ProcessDied);
      revive();
      expect(await deliver(endpoint)).toBe("0 tried");
      at(61 * SECOND_MS);
      await sweepEvents();
      expect((await jobsFor(endpoint)).length).toBeGreaterThan(1);
      expect(await deliver(endpoint)).toBe("1 tried");
      const { state, attempts } = await onlyDelivery(endpoint);
      expect(state).toBe("delivered");
      expect(attempts.map(({ outcome }) => outcome)).toEqual(["cutShort", "delivered"]);
      const hooks = server.hooks.slice(before);
      expect(hooks).toHaveLength(point === "event.answered" ? 2 : 1);
      expect(new Set(hooks.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
      await db().endpoint.update({ where: { id: endpoint.id }, data: { state: "removed" } });
      at(0);
    }
  });

  test("of a worker that was taken for dead and was not, changes nothing any more", async () => {
    const { endpoint } = await listening();
    await moved();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const arrived = new Promise<void>((resolve) => {
      server.answer = (response) => {
        resolve();
        void held.then(() => response.writeHead(500).end());
      };
    });
    const slow = deliver(endpoint);
    await arrived;
    server.answer = (response) => response.writeHead(204).end();
    at(2 * MINUTE_MS);
    await deliver(endpoint);
    letGo();
    await slow;
    expect(await onlyDelivery(endpoint)).toMatchObject({ state: "delivered", tries: 2 });
  });
});

describe("an endpoint", () => {
  test("that is given a new secret is signed for by both while they overlap, and by the new one alone afterwards", async () => {
    const { endpoint, secret: old } = await listening();
    const rotated = await rotateSecret(operator(), { endpointId: endpoint.id, overlapHours: 24 });
    if (!rotated.ok) throw new Error(rotated.error.sentence);
    const { secret } = rotated.value;
    const checked = async () => {
      await moved();
      await deliver(endpoint);
      const hook = server.hooks.at(-1);
      if (!hook) throw new Error("Nothing arrived.");
      const { headers, body } = hook;
      const count = String(headers["webhook-signature"]).split(" ").length;
      return {
        count,
        old: verifyWebhook(headers, body, old, currentTime().getTime()),
        new: verifyWebhook(headers, body, secret, currentTime().getTime()),
      };
    };
    expect(await checked()).toEqual({ count: 2, old: true, new: true });
    at(24 * HOUR_MS);
    expect(await checked()).toEqual({ count: 1, old: false, new: true });
  });

  test("whose old secret is ended is signed for by the new one at once", async () => {
    const { endpoint, secret: old } = await listening();
    await rotateSecret(operator(), { endpointId: endpoint.id, overlapHours: 168 });
    expect(await endOldSigning(operator(), { endpointId: endpoint.id })).toMatchObject({ ok: true });
    await moved();
    await deliver(endpoint);
    const [hook] = server.hooks;
    expect(verifyWebhook(hook?.headers ?? {}, hook?.body ?? "", old, NOON.getTime())).toBe(false);
    expect(await db().auditEntry.count({ where: { event: "endpoint.oldSecretEnded", subjectId: endpoint.id } })).toBe(1);
  });

  test("that is off misses nothing: it can all be sent once it is on again", async () => {
    const { endpoint } = await listening();
    const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
    await moved("fail");
    await disableEndpoint(admin, { endpointId: endpoint.id });
    await moved();
    expect((await deliveriesOf(endpoint)).map(({ state }) => state)).toEqual(["missed", "missed"]);
    expect(await deliver(endpoint)).toBe("0 tried");
    const sinceHours = 24;
    expect(await replayMissed(admin, { endpointId: endpoint.id, sinceHours })).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect(await enableEndpoint(operator(), { endpointId: endpoint.id })).toMatchObject({ ok: true });
    expect(await deliver(endpoint)).toBe("0 tried");
    expect(await replayMissed(admin, { endpointId: endpoint.id, sinceHours })).toEqual({ ok: true, value: { queued: 2 } });
    expect(await deliver(endpoint)).toBe("2 tried");
    expect(server.hooks.map(({ body }) => eventIn(body).type).sort()).toEqual(["payout.failed", "payout.paid"]);
  });

  test("gets one event again when somebody asks, byte for byte and under the old id", async () => {
    const { endpoint } = await listening();
    const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
    await moved();
    await deliver(endpoint);
    const { id: deliveryId } = await onlyDelivery(endpoint);
    at(MINUTE_MS);
    expect(await replayEvent(checker, { endpointId: endpoint.id, deliveryId })).toMatchObject({ ok: true });
    await deliver(endpoint);
    const [first, second] = server.hooks;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.headers["webhook-signature"]).not.toBe(first?.headers["webhook-signature"]);
    expect(
      await db().auditEntry.count({
        where: { event: "endpoint.replayed", subjectId: endpoint.id, actorId: checker.kind === "person" ? checker.personId : "" },
      }),
    ).toBe(1);
  });

  test("can be tried out with an event that says nothing of any payout", async () => {
    const { endpoint, secret } = await listening({ types: ["payout.paid"] });
    const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
    expect(await testEndpoint(admin, { endpointId: endpoint.id })).toMatchObject({ ok: true });
    await deliver(endpoint);
    const [hook] = server.hooks;
    expect(JSON.parse(hook?.body ?? "")).toMatchObject({ type: "endpoint.test", data: { endpointId: endpoint.id } });
    expect(verifyWebhook(hook?.headers ?? {}, hook?.body ?? "", secret, NOON.getTime())).toBe(true);
  });

  test("keeps its secret where nobody reads it", async () => {
    const { endpoint, secret } = await listening();
    await moved();
    await deliver(endpoint);
    const rows = [
      await db().endpointSecret.findMany({ where: { endpointId: endpoint.id } }),
      await deliveriesOf(endpoint),
      await db().auditEntry.findMany({ where: { merchantId: merchant.id } }),
    ];
    expect(JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(secret.slice(6));
  });
});

test("what was told is kept for thirty days, and then it is gone with its log", async () => {
  const { endpoint } = await listening();
  await moved();
  await deliver(endpoint);
  await forgetEvents(addMs(NOON, 29 * DAY_MS));
  expect(await deliveriesOf(endpoint)).toHaveLength(1);
  await forgetEvents(addMs(NOON, 31 * DAY_MS));
  expect(await deliveriesOf(endpoint)).toEqual([]);
});

/** A state that each move leads out of. */
const FROM = {
  submit: "draft",
  discard: "draft",
  approve: "awaitingApproval",
  reject: "awaitingApproval",
  withdraw: "awaitingApproval",
  expire: "awaitingApproval",
  mend: "awaitingApproval",
  revoke: "approved",
  reopen: "rejected",
  hold: "approved",
  release: "held",
  cancel: "approved",
  dispatch: "approved",
  accept: "dispatching",
  stayHome: "dispatching",
  refuse: "dispatching",
  loseTrack: "dispatching",
  resurface: "failed",
  findAbsent: "unconfirmed",
  settle: "inFlight",
  fail: "inFlight",
  bounce: "settled",
} as const satisfies Record<PayoutEvent, string>;
