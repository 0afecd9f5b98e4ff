import { describe, expect, test } from "vitest";
import * as z from "zod";
import { NumberLiteral } from "@/lib/base/exact-json";
import { toDecimal } from "@/lib/base/money";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import type { Put } from "../contract/simulator-store";
import { type Call, openMakeBelieve } from "./make-believe";
import { manifest } from "./manifest";
import { smallestPayout } from "./simulator-rates";

type MakeBelieve = Awaited<ReturnType<typeof openMakeBelieve>>;

const Made = z.object({ data: z.object({ id: z.string(), status: z.string() }) });
const Rows = z.object({ data: z.array(z.object({ id: z.string(), status: z.string() })) });

async function invite({ call }: MakeBelieve, email = "kim@example.test", by = "one"): Promise<string> {
  const { body } = await call("POST", "/recipients", { by, body: { recipients: [{ email, label: "Kim" }] } });
  return Rows.parse(body).data[0]?.id ?? "";
}

async function active(world: MakeBelieve, email?: string, by?: string): Promise<string> {
  const id = await invite(world, email, by);
  await world.core.moveEnrolment({ providerReceiverId: id, becomes: "ready" });
  return id;
}

const instruction = (recipientId: string, change: Record<string, unknown> = {}) => ({
  amount: new NumberLiteral("12.50"),
  currency: "USD",
  ledgerCurrency: "USD",
  recipientId,
  reference: "CF7K3M9Q2X4B8T",
  ...change,
});

async function pay(world: MakeBelieve, recipientId: string, change: Record<string, unknown> = {}) {
  const made = await world.call("POST", "/payouts", { body: instruction(recipientId, change) });
  return Made.parse(made.body).data.id;
}
const statusOf = async ({ call }: MakeBelieve, id: string) => Made.parse((await call("GET", `/payouts/${id}`)).body).data.status;
const eventsIn = ({ sent }: MakeBelieve) =>
  sent.map(({ webhook }) => z.object({ event: z.object({ code: z.number() }) }).parse(JSON.parse(webhook.body)).event.code);

describe("the door", () => {
  test.each<[string, Call, number, string]>([
    ["without a version", { headers: { "x-accept-version": "1.0.0" } }, 400, "X-Accept-Version"],
    ["without a signature", { headers: { "x-signature": "" } }, 500, "Invalid signature"],
    ["without an identity", { headers: { "x-identity": "" } }, 500, "Invalid signature"],
    ["with a signature over another path", { sentPath: "/recipients" }, 500, "Invalid signature"],
    ["with another's token", { token: "two-payout-token" }, 500, "Invalid token"],
    ["with a token that nobody gave out", { token: "one-payout-tokem" }, 500, "Invalid token"],
    ["without a token", { token: null }, 500, "Invalid token"],
    ["with the merchant's token", { token: "one-merchant-token" }, 400, "merchant"],
    ["for a stranger", { by: "stranger", token: "one-payout-token" }, 500, "Invalid token"],
  ])("stays shut %s", async (_, how, status, text) => {
    const { call } = await openMakeBelieve();
    expect(await call("GET", "/payouts", how)).toMatchObject({ status, body: { error: expect.stringContaining(text) } });
  });

  test("stays shut to a body that is not the one that was signed, and to a token beside the body", async () => {
    const world = await openMakeBelieve();
    const body = instruction(await active(world));
    expect(await world.call("POST", "/payouts", { body, sentBody: '{"token":"one-payout-token"}' })).toMatchObject({
      body: { error: "Invalid signature" },
    });
    expect(await world.call("POST", "/payouts", { body, token: null, query: { token: "one-payout-token" } })).toMatchObject({
      body: { error: "Invalid token" },
    });
    expect(world.core.ledger()).toEqual([]);
  });

  test("of the ledgers opens to the merchant's token alone", async () => {
    const { call } = await openMakeBelieve();
    expect(await call("GET", "/ledgers", { token: "one-merchant-token" })).toMatchObject({ status: 200 });
    expect(await call("GET", "/ledgers")).toMatchObject({ status: 400, body: { error: expect.stringContaining("payout") } });
  });

  test.each([
    ["PUT", "/payouts"],
    ["GET", "/payouts/x/notifications"],
    ["POST", "/payouts/x"],
    ["DELETE", "/recipients"],
    ["POST", "/ledgers"],
    ["GET", "/invoices/1"],
  ] as const)("does not know %s %s", async (method, path) => {
    const { call } = await openMakeBelieve();
    const answer = await call(method, path, path === "/ledgers" ? { token: "one-merchant-token" } : {});
    expect(answer).toMatchObject({ status: 404, body: { status: "error", code: expect.stringMatching(/01$/) } });
  });
});

describe("creating", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["an amount as text", { amount: "12.50" }, "02"],
    ["no amount", { amount: undefined }, "03"],
    ["nothing at all", { amount: 0 }, "02"],
    ["less than the worth of five dollars", { amount: new NumberLiteral("4.99") }, "02"],
    ["a third decimal", { amount: new NumberLiteral("12.505") }, "02"],
    ["no currency", { currency: undefined }, "03"],
    ["a currency that BitPay does not keep", { currency: "PLN" }, "02"],
    ["no ledger", { ledgerCurrency: undefined }, "03"],
    ["a ledger that the account has not", { ledgerCurrency: "BTC" }, "02"],
    ["nobody", { recipientId: undefined }, "02"],
    ["two ways to name one", { email: "kim@example.test" }, "02"],
    ["somebody who is not there", { recipientId: "nobody" }, "01"],
    ["a reference of 101 characters", { reference: "x".repeat(101) }, "02"],
    ["an address that is not https", { notificationURL: "http://desk.test/hook" }, "02"],
    ["a day that is none", { effectiveDate: "2026-02-30" }, "02"],
  ])("refuses %s, and books nothing", async (_, change, kind) => {
    const world = await openMakeBelieve();
    const recipientId = await active(world);
    expect(await world.call("POST", "/payouts", { body: instruction(recipientId, change) })).toMatchObject({
      body: { status: "error", code: `0100${kind}`, data: null, error: expect.any(String) },
    });
    expect(world.core.ledger()).toEqual([]);
  });

  test("says which ledger is wanted in the words of BitPay's own sample", async () => {
    const world = await openMakeBelieve();
    const body = instruction(await active(world), { ledgerCurrency: undefined });
    expect(await world.call("POST", "/payouts", { body })).toMatchObject({ body: { error: "Ledger currency is required" } });
  });

  test.each(["invited", "unverified", "verified", "paused", "removed"])("refuses a recipient who is %s", async (status) => {
    const world = await openMakeBelieve();
    const id = await invite(world);
    await world.core.moveEnrolment({ providerReceiverId: id, becomes: status });
    expect(await world.call("POST", "/payouts", { body: instruction(id) })).toMatchObject({ status: 400, body: { code: "010007" } });
  });

  test("refuses another merchant's recipient", async () => {
    const world = await openMakeBelieve();
    const theirs = await active(world, "kim@example.test", "two");
    expect(await world.call("POST", "/payouts", { body: instruction(theirs) })).toMatchObject({ body: { code: "010001" } });
  });

  test.each(manifest.currencies)("takes the least that is worth paying in %s, and not a unit less", async (currency) => {
    const world = await openMakeBelieve();
    const recipientId = await active(world);
    const least = smallestPayout(currency);
    const body = (minor: bigint) => instruction(recipientId, { currency, amount: new NumberLiteral(toDecimal({ minor, currency })) });
    expect(await world.call("POST", "/payouts", { body: body(least.minor - 1n) })).toMatchObject({ body: { status: "error" } });
    expect(await world.call("POST", "/payouts", { body: body(least.minor) })).toMatchObject({ status: 200, body: { status: "success" } });
    expect(world.core.ledger()).toMatchObject([{ amountMinor: String(least.minor), currency }]);
  });

  test("twice books twice: nothing here recognises a payout that comes again", async () => {
    const world = await openMakeBelieve();
    const recipientId = await active(world);
    await pay(world, recipientId);
    await pay(world, recipientId);
    expect(world.core.ledger()).toMatchObject([{ reference: "CF7K3M9Q2X4B8T" }, { reference: "CF7K3M9Q2X4B8T" }]);
  });

  test("by an e-mail that nobody knows invites its owner, and waits for them", async () => {
    const world = await openMakeBelieve();
    const body = instruction("", { recipientId: undefined, email: "new@example.test" });
    const { id } = Made.parse((await world.call("POST", "/payouts", { body })).body).data;
    await world.advance(DAY_MS);
    expect(await statusOf(world, id)).toBe("new");
    const [recipient] = Rows.parse((await world.call("GET", "/recipients")).body).data;
    await world.core.moveEnrolment({ providerReceiverId: recipient?.id, becomes: "ready" });
    await world.advance(DAY_MS);
    expect(await statusOf(world, id)).toBe("complete");
  });
});

describe("what becomes of a payout", () => {
  test("new, funded, processing, complete; transactions and rates once it is on the chain", async () => {
    const world = await openMakeBelieve();
    const id = await pay(world, await active(world));
    const seen: string[] = [];
    for (let step = 0; step < 5; step += 1) {
      seen.push(await statusOf(world, id));
      await world.advance(SECOND_MS);
    }
    expect(seen).toEqual(["new", "funded", "processing", "complete", "complete"]);
    const { body } = await world.call("GET", `/payouts/${id}`);
    expect(body).toMatchObject({
      data: {
        amount: 12.5,
        exchangeRates: { BTC: { USD: 64000 } },
        transactions: [{ txid: expect.stringMatching(/^[0-9a-f]{64}$/), amount: 0.00019532, confirmations: 6 }],
      },
    });
  });

  test("short of money it simply stays new, past every window, until a paid invoice covers it", async () => {
    const world = await openMakeBelieve();
    const recipientId = await active(world);
    const [first, second] = [
      await pay(world, recipientId, { amount: 900, reference: "first" }),
      await pay(world, recipientId, { amount: 200, reference: "second" }),
    ];
    await world.advance(3 * DAY_MS);
    expect([await statusOf(world, first), await statusOf(world, second)]).toEqual(["complete", "new"]);
    expect(await world.core.addOrder({ accountId: "one", currency: "USD", amountMinor: 100_00 })).toMatchObject({ ok: true });
    await world.advance(DAY_MS);
    expect(await statusOf(world, second)).toBe("complete");
    expect(await world.call("GET", "/ledgers", { token: "one-merchant-token" })).toMatchObject({
      body: { data: expect.arrayContaining([{ currency: "USD", balance: 0 }]) },
    });
  });

  test("at BitPay's own hours, where the pace says so: 14:00 and 21:00 UTC", async () => {
    const world = await openMakeBelieve({ startAt: "2026-03-02T13:30:00.000Z" });
    world.core.setPace({ inFlightAfterMs: 1000, settledAfterMs: 3000, returnedAfterMs: 10_000, unseenForMs: HOUR_MS, atWindows: true });
    const recipientId = await active(world);
    const early = await pay(world, recipientId, { reference: "early" });
    await world.advance(29 * MINUTE_MS);
    expect(await statusOf(world, early)).toBe("new");
    await world.advance(2 * MINUTE_MS);
    expect(await statusOf(world, early)).toBe("complete");
    const late = await pay(world, recipientId, { reference: "late" });
    await world.advance(6 * HOUR_MS);
    expect(await statusOf(world, late)).toBe("new");
    await world.advance(HOUR_MS);
    expect(await statusOf(world, late)).toBe("complete");
  });

  test("not before its effective day", async () => {
    const world = await openMakeBelieve();
    const id = await pay(world, await active(world), { effectiveDate: "2026-03-05" });
    expect(await world.call("GET", `/payouts/${id}`)).toMatchObject({ body: { data: { effectiveDate: "2026-03-05T09:00:00.000Z" } } });
    await world.advance(2 * DAY_MS);
    expect(await statusOf(world, id)).toBe("new");
    await world.advance(2 * DAY_MS);
    expect(await statusOf(world, id)).toBe("complete");
  });

  test("drawn from another ledger it takes that one's money, at the rate", async () => {
    const world = await openMakeBelieve();
    await pay(world, await active(world), { ledgerCurrency: "EUR", amount: 108 });
    await world.advance(DAY_MS);
    const { body } = await world.call("GET", "/ledgers", { token: "one-merchant-token" });
    expect(body).toEqual({
      facade: "merchant/ledger",
      data: [
        { currency: "USD", balance: 1000 },
        { currency: "EUR", balance: 400 },
      ],
      status: "success",
      message: null,
    });
  });

  test("promised money is still in the ledger; it leaves when the payout is funded", async () => {
    const world = await openMakeBelieve();
    await pay(world, await active(world), { amount: 100 });
    const usd = async () => {
      const { body } = await world.call("GET", "/ledgers", { token: "one-merchant-token" });
      return z.object({ data: z.array(z.object({ balance: z.number() })) }).parse(body).data[0]?.balance;
    };
    expect(await usd()).toBe(1000);
    await world.advance(SECOND_MS);
    expect(await usd()).toBe(900);
  });
});

describe("cancelling", () => {
  test("works while it is new, and no longer", async () => {
    const world = await openMakeBelieve();
    const recipientId = await active(world);
    const id = await pay(world, recipientId);
    expect(await world.call("DELETE", `/payouts/${id}`)).toEqual({ status: 200, body: { status: "success", data: {}, message: null } });
    expect(await statusOf(world, id)).toBe("cancelled");
    await world.advance(DAY_MS);
    expect(await statusOf(world, id)).toBe("cancelled");

    const late = await pay(world, recipientId);
    await world.advance(SECOND_MS);
    expect(await world.call("DELETE", `/payouts/${late}`)).toMatchObject({ status: 400, body: { code: "040007" } });
    expect(await world.call("DELETE", `/payouts/${late}`, { by: "two" })).toMatchObject({ status: 404, body: { code: "040001" } });
  });

  test("of a group stops what is new of it and names the rest", async () => {
    const world = await openMakeBelieve();
    const recipientId = await active(world);
    const instructions = [
      instruction(recipientId, { reference: "a" }),
      instruction(recipientId, { reference: "b", effectiveDate: "2026-03-09" }),
      instruction("nobody", { reference: "c" }),
    ];
    const group = await world.call("POST", "/payouts/group", { body: { instructions } });
    expect(group).toMatchObject({
      status: 200,
      body: { created: [{ reference: "a" }, { reference: "b" }], failed: [{ errMessage: "Recipient not found.", payee: "" }] },
    });
    const { created } = z.object({ created: z.array(z.object({ groupId: z.string() })) }).parse(group.body);
    const groupId = created[0]?.groupId ?? "";
    await world.advance(DAY_MS);
    expect(await world.call("GET", "/payouts", { query: { groupId } })).toMatchObject({ body: { data: [{}, {}] } });
    expect(await world.call("DELETE", `/payouts/group/${groupId}`)).toMatchObject({
      body: { cancelled: [{ reference: "b", status: "cancelled" }], failed: [{ payoutId: expect.any(String) }] },
    });
  });
});

describe("the list", () => {
  test("is newest first, and narrowed by reference, status, days, limit and offset; it shows nobody else's", async () => {
    const world = await openMakeBelieve();
    const recipientId = await active(world);
    const ids: string[] = [];
    for (const reference of ["a", "b", "c"]) {
      ids.unshift(await pay(world, recipientId, { reference }));
      await world.advance(DAY_MS);
    }
    const list = async (query: Record<string, string>, by = "one") =>
      Rows.parse((await world.call("GET", "/payouts", { query, by })).body).data.map(({ id }) => id);
    expect(await list({})).toEqual(ids);
    expect(await list({ reference: "b" })).toEqual([ids[1]]);
    expect(await list({ startDate: "2026-03-03", endDate: "2026-03-03" })).toEqual([ids[1]]);
    expect(await list({ status: "complete" })).toEqual(ids);
    expect(await list({ status: "new" })).toEqual([]);
    expect(await list({ limit: "1", offset: "2" })).toEqual([ids[2]]);
    expect(await list({}, "two")).toEqual([]);
    expect(await world.call("GET", "/payouts", { query: { limit: "0" } })).toMatchObject({ body: { code: "020002" } });
    expect(await world.call("GET", "/payouts", { query: { startDate: "yesterday" } })).toMatchObject({ body: { code: "020002" } });
  });
});

describe("recipients", () => {
  test("pass invited, unverified and verified before they are active, and each step is told", async () => {
    const world = await openMakeBelieve();
    const id = await active(world);
    await world.advance(0);
    expect(eventsIn(world)).toEqual([4001, 4002, 4003, 4004]);
    await world.core.moveEnrolment({ providerReceiverId: id, becomes: "paused" });
    await world.core.moveEnrolment({ providerReceiverId: id, becomes: "ready" });
    await world.call("DELETE", `/recipients/${id}`);
    await world.advance(0);
    expect(eventsIn(world).slice(4)).toEqual([4005, 4004, 4006]);
    expect(await world.core.moveEnrolment({ providerReceiverId: id, becomes: "ready" })).toMatchObject({ ok: false });
  });

  test("act by themselves where the pace says so", async () => {
    const world = await openMakeBelieve();
    world.core.setPace({ inFlightAfterMs: 1, settledAfterMs: 3, returnedAfterMs: 10, unseenForMs: 1, receiverActsAfterMs: MINUTE_MS });
    const id = await invite(world);
    const seen = [];
    for (let step = 0; step < 4; step += 1) {
      seen.push(Made.parse((await world.call("GET", `/recipients/${id}`)).body).data.status);
      await world.advance(MINUTE_MS);
    }
    expect(seen).toEqual(["invited", "unverified", "verified", "active"]);
  });

  test("invited twice are one, unless they were removed", async () => {
    const world = await openMakeBelieve();
    const id = await invite(world);
    expect(await invite(world, "KIM@example.test")).toBe(id);
    await world.call("DELETE", `/recipients/${id}`);
    expect(await invite(world)).not.toBe(id);
  });

  test("are a thousand at most", async () => {
    const world = await openMakeBelieve();
    const many = Array.from({ length: 1000 }, (_, place) => ({ email: `p${place}@example.test` }));
    expect(await world.call("POST", "/recipients", { body: { recipients: many } })).toMatchObject({ status: 200 });
    expect(await world.call("POST", "/recipients", { body: { recipients: [{ email: "x@example.test" }] } })).toMatchObject({
      body: { code: "010002" },
    });
  });

  test.each<[string, unknown]>([
    ["nobody", { recipients: [] }],
    ["somebody without an e-mail", { recipients: [{ label: "Kim" }] }],
    ["an e-mail that is none", { recipients: [{ email: "kim" }] }],
    ["an address that is not https", { recipients: [{ email: "kim@example.test", notificationURL: "http://x.test" }] }],
  ])("cannot be %s", async (_, body) => {
    const { call } = await openMakeBelieve();
    expect(await call("POST", "/recipients", { body })).toMatchObject({ status: 400, body: { code: "010002" } });
  });

  test("are listed by status, and put there as they are for old payouts", async () => {
    const world = await openMakeBelieve();
    await invite(world);
    const old = { providerReceiverId: "Old1", becomes: "ready", accountId: "one", email: "old@example.test" };
    expect(await world.core.moveEnrolment(old)).toMatchObject({ ok: true });
    expect(await world.call("GET", "/recipients", { query: { status: "active" } })).toMatchObject({ body: { data: [{ id: "Old1" }] } });
    expect(await world.call("GET", "/recipients", { query: { status: "happy" } })).toMatchObject({ body: { code: "020002" } });
    expect(await world.core.moveEnrolment({ providerReceiverId: "nobody", becomes: "ready" })).toMatchObject({ ok: false });
  });
});

describe("webhooks", () => {
  test("tell funded, processing, completed and cancelled, and whatever is asked for again", async () => {
    const world = await openMakeBelieve();
    const recipientId = await active(world);
    await world.advance(0);
    world.sent.length = 0;
    const id = await pay(world, recipientId);
    const stopped = await pay(world, recipientId);
    await world.call("DELETE", `/payouts/${stopped}`);
    await world.advance(DAY_MS);
    await world.call("POST", `/payouts/${id}/notifications`);
    await world.call("POST", `/recipients/${recipientId}/notifications`);
    await world.advance(0);
    expect(eventsIn(world)).toEqual([5004, 5001, 5002, 5003, 5005, 4007]);
    const [cancelled] = world.sent;
    expect(JSON.parse(cancelled?.webhook.body ?? "")).toMatchObject({
      event: { code: 5004, name: "payout_cancelled" },
      data: { id: stopped, status: "cancelled", amount: "12.5" },
    });
    expect(Object.keys(cancelled?.webhook.headers ?? {})).not.toContain("x-signature");
  });

  test("go to the payout's own address where it names one", async () => {
    const world = await openMakeBelieve();
    await pay(world, await active(world), { notificationURL: "https://elsewhere.test/hook" });
    await world.advance(DAY_MS);
    expect(world.sent.filter(({ webhook }) => webhook.body.includes('"code":500')).map(({ webhook }) => webhook.url)).toEqual(
      Array.from({ length: 3 }, () => "https://elsewhere.test/hook"),
    );
  });

  test("come again for a day and a bit when nobody takes them, and then no more", async () => {
    const world = await openMakeBelieve({ deliverTo: () => 500 });
    await invite(world);
    await world.advance(10 * DAY_MS);
    expect(eventsIn(world)).toEqual(Array.from({ length: 7 }, () => 4001));
  });
});

test("after a restart everything goes on: recipients, tokens, what was funded", async () => {
  const journal: Put[] = [];
  const before = await openMakeBelieve({ journal });
  const id = await pay(before, await active(before));
  await before.advance(SECOND_MS);
  const after = await openMakeBelieve({ journal: structuredClone(journal), seed: 2, startAt: before.clock.now.toISOString() });
  expect(await statusOf(after, id)).toBe("funded");
  await after.advance(SECOND_MS);
  expect(await statusOf(after, id)).toBe("processing");
  await after.advance(SECOND_MS);
  expect(await statusOf(after, id)).toBe("complete");
});

test("the same seed and the same deeds make the same journal, byte by byte", async () => {
  const story = async (seed: number) => {
    const world = await openMakeBelieve({ seed });
    const recipientId = await active(world);
    await world.core.setMood({ mood: ["webhooksShuffled", "webhooksDoubled"], probability: 0.5 });
    for (let count = 0; count < 10; count += 1) await pay(world, recipientId, { reference: `r${count}` });
    await world.advance(DAY_MS);
    return JSON.stringify([world.journal, world.sent]);
  };
  expect(await story(7)).toBe(await story(7));
  expect(await story(7)).not.toBe(await story(8));
});
