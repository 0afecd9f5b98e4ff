import { expect, test } from "vitest";
import { addMs, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { recordFault } from "@/lib/operations/connections/record-health";
import { setFreeze } from "@/lib/operations/freezes/set-freeze";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aDelivery } from "@/lib/testing/inbox-factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { listConnectionHealth } from "./list-connection-health";
import { listDeliveries } from "./list-deliveries";
import { listDoubtful } from "./list-doubtful";
import { readDelivery } from "./read-delivery";
import { readFrame } from "./read-frame";
import { readJobs } from "./read-jobs";
import { readTrouble } from "./read-trouble";

async function aRoom() {
  const merchant = await aMerchant(db());
  const connection = await aConnection(db(), { merchant });
  const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  return { merchant, connection, checker };
}

const fault = { kind: "timeout", message: "No answer", retryAfterSeconds: null, evidenceId: null } as const;

test("the inbox keeps forged ones apart, pages without a gap, and shows nobody another merchant's", async () => {
  const { merchant, connection } = await aRoom();
  const start = Date.now() - HOUR_MS;
  for (let one = 0; one < 60; one += 1) await aDelivery(db(), { connection, receivedAt: new Date(start + one) });
  await aDelivery(db(), { connection, proof: "forged" });
  await aDelivery(db(), { connection, proof: "unsigned", state: "waiting" });

  const first = await listDeliveries(merchant.id, { show: "all" });
  expect(first.rows).toHaveLength(50);
  if (!first.older) throw new Error("There is no second page.");
  const second = await listDeliveries(merchant.id, { show: "all", position: { kind: "older", than: first.older } });
  const all = [...first.rows, ...second.rows];
  expect(new Set(all.map(({ id }) => id)).size).toBe(61);
  expect(all.some(({ proof }) => proof === "forged")).toBe(false);
  if (!second.newer) throw new Error("There is no way back.");
  const back = await listDeliveries(merchant.id, { show: "all", position: { kind: "newer", than: second.newer } });
  expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));

  expect((await listDeliveries(merchant.id, { show: "forged" })).rows).toMatchObject([{ proof: "forged", state: "refused" }]);
  expect((await listDeliveries(merchant.id, { show: "waiting" })).rows).toHaveLength(1);
  const stranger = await aMerchant(db());
  expect((await listDeliveries(stranger.id, { show: "all" })).rows).toEqual([]);
  expect(await readDelivery(stranger.id, first.rows[0]?.id ?? "")).toBeNull();
});

test("a delivery's body is shown with its account numbers masked", async () => {
  const { merchant, connection } = await aRoom();
  const { id } = await aDelivery(db(), { connection, body: { to: "DE89370400440532013000", account_number: "55779911" } });
  const shown = await readDelivery(merchant.id, id);
  expect(shown?.body).toMatch(/3000/);
  expect(shown?.body).not.toMatch(/DE89370400440532013000|55779911/);
});

test("an outage is one line, however many payouts wait for it, and a forged webhook is counted", async () => {
  const { merchant, connection } = await aRoom();
  expect(await readTrouble(merchant.id)).toEqual({
    outages: [],
    frozen: 0,
    heldByFreeze: 0,
    deliveriesWaiting: 0,
    forged: 0,
    unexplained: { count: 0, sums: [] },
  });
  for (let asked = 0; asked < 5; asked += 1) await recordFault(connection, fault);
  for (let one = 0; one < 3; one += 1) {
    const { id } = await aPayout(db(), { connection, state: "held" });
    await db().payout.update({ where: { id }, data: { holdKind: "outage" } });
  }
  await aDelivery(db(), { connection, proof: "forged" });
  await aDelivery(db(), { connection, state: "waiting", receivedAt: addMs(new Date(), -20 * MINUTE_MS) });
  expect(await readTrouble(merchant.id)).toMatchObject({
    outages: [{ connectionName: connection.name, isLockedOut: false, waiting: 3 }],
    deliveriesWaiting: 1,
    forged: 1,
  });
  expect(await listConnectionHealth(merchant.id)).toMatchObject([{ breaker: "open", lastFault: "timeout", waiting: 3, freezeId: null }]);
});

test("a freeze stands on every page, what stops most first", async () => {
  const { connection, checker } = await aRoom();
  await setFreeze(checker, { scope: "connection", targetId: connection.id });
  await setFreeze(checker, { scope: "merchant" });
  expect((await readFrame(checker)).frozen).toEqual(["everything", `everything that leaves from ${connection.name}`]);
});

test("doubts are the unconfirmed and the contradicted, the oldest first", async () => {
  const { merchant, connection } = await aRoom();
  const young = await aPayout(db(), { connection, state: "unconfirmed" });
  const old = await aPayout(db(), {
    connection,
    state: "settled",
    contradiction: "It says failed now.",
    createdAt: addMs(new Date(), -HOUR_MS),
  });
  await aPayout(db(), { connection, state: "settled" });
  expect((await listDoubtful(merchant.id)).map(({ number }) => number)).toEqual([old.number, young.number]);
});

test("failed jobs are told to the merchant whose payout it was, and to no other", async () => {
  const { merchant, connection } = await aRoom();
  const { id: payoutId, number } = await aPayout(db(), { connection });
  const data = JSON.stringify({ payoutId });
  await db().$executeRaw`
    INSERT INTO pgboss.job ("name", "data", "state", "completed_on") VALUES ('lookUpPayout', ${data}::jsonb, 'failed', now())`;
  expect((await readJobs(merchant.id)).failed).toMatchObject([{ name: "lookUpPayout", payoutNumber: number }]);
  expect((await readJobs((await aMerchant(db())).id)).failed).toEqual([]);
});
