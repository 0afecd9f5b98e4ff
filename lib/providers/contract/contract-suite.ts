import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { decimalsOf } from "@/lib/base/currency";
import { money } from "@/lib/base/money";
import { DAY_MS, HOUR_MS, SECOND_MS } from "@/lib/base/time";
import { type Mailbox, openMailbox, type Rehearsing, rehearse, type SimulatorAtWork } from "./contract-stage";
import type { Provider } from "./define-provider";
import type { SendOutcome } from "./payout";
import { createScrubber } from "./scrub";
import type { MoodWish } from "./simulator-moods";
import { readStatus } from "./status";
import type { EvidenceRecord } from "./transport";
import type { ProviderEvent, WebhookDelivery } from "./webhooks";

/** What every provider's folder promises to the rest of the house, tried against its simulator over real HTTP. */
export function contractSuite(
  id: string,
  provider: Provider,
  options: { readonly folder: string; readonly stage: () => SimulatorAtWork },
): void {
  const { manifest, rehearsal } = provider;
  const currency = manifest.currencies[0] ?? "EUR";
  const everybody: Rehearsing[] = [];
  let mailbox: Mailbox;

  const start = async (how: { currency?: typeof currency; withWebhooks?: boolean } = {}) => {
    const one = await rehearse(provider, options.stage(), {
      currency: how.currency ?? currency,
      postTo: how.withWebhooks ? mailbox : undefined,
    });
    everybody.push(one);
    return one;
  };
  /** Faults that hold a connection open are cut at once, so that nobody waits. */
  const inMood = async (mood: string | string[], wish: Omit<MoodWish, "mood"> = {}) => {
    const set = await options.stage().core.setMood({ mood, holdMs: 1, ...wish });
    if (!set.ok) throw new Error(set.error.join(" "));
  };

  beforeAll(async () => {
    mailbox = await openMailbox();
  });
  afterEach(() => inMood("fine"));
  afterAll(() => mailbox.close());

  describe(`${manifest.label} keeps its promises`, () => {
    test("1: it is known by one name, to the registry, to itself and to its folder", () => {
      expect(manifest.id).toBe(id);
      expect(path.basename(options.folder)).toBe(id);
      expect(manifest.currencies.length).toBeGreaterThan(0);
    });

    test.runIf(manifest.duplicateGuard !== "none")("2: handed over twice, a payout is booked once", async () => {
      const { connection, order, ledger } = await start();
      const payout = order();
      const [first, second] = [await connection.sendPayout(payout), await connection.sendPayout(payout)];
      expect(idOf(first)).not.toBeNull();
      expect(idOf(second)).toBe(idOf(first));
      expect(ledger()).toMatchObject([{ reference: payout.number, requests: 2 }]);
    });

    test.runIf(manifest.duplicateGuard === "none")(
      "2: where nothing guards, nothing is ever resent, and our number alone finds it",
      async () => {
        const { connection, order } = await start();
        const payout = order();
        const sent = await connection.sendPayout(payout);
        expect(manifest.replayWindowMs).toBeUndefined();
        const asked = await connection.lookUpPayout({ kind: "order", order: payout, firstSentAt: new Date() });
        expect(asked).toMatchObject({ kind: "found", observation: { providerPayoutId: idOf(sent), payoutNumber: payout.number } });
      },
    );

    test.each(["timeoutAfter", "errorAfter"])("3: booked, but the answer lost (%s): unknown, and found again", async (mood) => {
      const one = await start();
      const payout = one.order();
      await inMood(mood, { times: 1 });
      expect(await one.connection.sendPayout(payout)).toMatchObject({ kind: "unknown" });
      await inMood("fine");
      expect(idIn(await one.findAgain(payout))).toBe(one.ledger()[0]?.providerPayoutId);
      expect(one.ledger()).toHaveLength(1);
    });

    test("3: swallowed on the way, with nothing booked: unknown as well, since nobody can tell", async () => {
      const { connection, order, ledger } = await start();
      await inMood("timeoutBefore", { times: 1 });
      expect(await connection.sendPayout(order())).toMatchObject({ kind: "unknown" });
      expect(ledger()).toEqual([]);
    });

    test("4: never left: notSent, and look-up says absent", async () => {
      const { unplugged, connection, order, ledger } = await start();
      const payout = order();
      expect(await unplugged.sendPayout(payout)).toMatchObject({ kind: "notSent", fault: { kind: "unreachable" } });
      expect(await unplugged.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: "x" })).toMatchObject({ kind: "unavailable" });
      const asked = await connection.lookUpPayout({ kind: "order", order: payout, firstSentAt: new Date() });
      expect(["absent", "cannotAsk"]).toContain(asked.kind);
      const unknownId = "7b8f6a2e-93e8-4a3b-9d6d-111111111111";
      expect(await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: unknownId })).toMatchObject({ kind: "absent" });
      expect(ledger()).toEqual([]);
    });

    test.each(["garbled", "emptyBody"])("5: a 2xx that cannot be read (%s): unknown, and found again", async (mood) => {
      const one = await start();
      const payout = one.order();
      await inMood(mood, { times: 1 });
      expect(await one.connection.sendPayout(payout)).toMatchObject({ kind: "unknown", fault: { kind: "unreadable" } });
      await inMood("fine");
      expect(idIn(await one.findAgain(payout))).toBe(one.ledger()[0]?.providerPayoutId);
      expect(one.ledger()).toHaveLength(1);
    });

    test.each(Object.entries(rehearsal.refusals))("6: refused as documented (%s): surely not paid, because of %s", async (word, reason) => {
      const { connection, order, paidIn, ledger } = await start();
      const payout = order(reason === "notReturnable" ? { destination: await paidIn() } : {});
      await inMood(`refuse:${word}`, { times: 1 });
      const outcome = await connection.sendPayout(payout);
      expect(outcome).toMatchObject({ kind: "refused", failure: { reason } });
      expect(outcome.kind === "refused" && outcome.failure.providerCode).not.toBe("");
      expect(ledger()).toEqual([]);
    });

    test.each(["rateLimited", "down"])("7: turned away (%s): a fault that says when to come again", async (mood) => {
      const { connection, order, ledger } = await start();
      const sent = await connection.sendPayout(order());
      const doors = [["create"], ["auth", "create", "read"]] satisfies MoodWish["on"][];
      for (const on of doors) {
        await inMood(mood, { on });
        const outcome = await connection.sendPayout(order());
        expect(["notSent", "unknown"]).toContain(outcome.kind);
        expect(outcome).toMatchObject({
          fault: { kind: mood === "down" ? "unavailable" : "rateLimited", retryAfterSeconds: expect.any(Number) },
        });
      }
      const asked = await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: idOf(sent) ?? "" });
      expect(asked).toMatchObject({ kind: "unavailable", fault: { retryAfterSeconds: expect.any(Number) } });
      expect(ledger()).toHaveLength(1);
    });

    test("8: every documented status means something, a made-up one nothing", async () => {
      for (const word of Object.keys(provider.statuses)) {
        expect(readStatus(provider.statuses, word)).not.toBe("unrecognised");
        expect(provider.statusText(word)).toMatch(/^[A-Z].*\.$/);
      }
      expect(readStatus(provider.statuses, "constructor")).toBe("unrecognised");

      const { connection, order } = await start();
      await inMood("unseenStatus");
      const providerPayoutId = idOf(await connection.sendPayout(order())) ?? "";
      await options.stage().advance(HOUR_MS / 2);
      const asked = await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId });
      expect(asked).toMatchObject({ kind: "found", observation: { status: "unrecognised" } });
      const word = asked.kind === "found" ? asked.observation.providerStatus : "";
      expect(Object.keys(provider.statuses)).not.toContain(word);
      expect(word).not.toBe("");
    });

    test("8: a payout is seen on its way and at its end, and so is one that fails", async () => {
      const { connection, order } = await start();
      const good = idOf(await connection.sendPayout(order())) ?? "";
      const reason = rehearsal.failure ?? "accountInvalid";
      await inMood(`fail:${reason}`, { times: 1 });
      const bad = idOf(await connection.sendPayout(order())) ?? "";
      const look = async (providerPayoutId: string) => {
        const asked = await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId });
        return asked.kind === "found" ? asked.observation : null;
      };
      expect(["received", "inFlight"]).toContain((await look(good))?.status);
      await options.stage().advance(DAY_MS);
      expect(await look(good)).toMatchObject({ status: "settled", failure: null });
      expect(await look(bad)).toMatchObject({ status: "failed", failure: { reason } });
    });

    test.each(manifest.currencies.map((one) => [one, decimalsOf(one)] as const))(
      "9: amounts survive exactly: %s, with %i decimals",
      async (one) => {
        const { connection, order, ledger } = await start({ currency: one });
        const least = rehearsal.smallest?.(one) ?? 1n;
        for (const above of [1n, 29n, 57n, 100n, 110n, 1005n, 113_999n, 8_765_432_109n]) {
          const minor = least - 1n + above;
          // So that nobody's rate limit is met.
          await options.stage().advance(SECOND_MS);
          const payout = order({ amount: money(minor, one) });
          const sent = await connection.sendPayout(payout);
          expect(ledger().find(({ reference }) => reference === payout.number)).toMatchObject({
            amountMinor: String(minor),
            currency: one,
          });
          const asked = await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: idOf(sent) ?? "" });
          expect(asked).toMatchObject({ kind: "found", observation: { amount: money(minor, one) } });
        }
      },
    );

    test("10: a genuine webhook passes; changed, forged and stale ones do not", async () => {
      const { connection, webhooks, order, deliveries } = await start({ withWebhooks: true });
      const providerPayoutId = idOf(await connection.sendPayout(order()));
      await options.stage().advance(DAY_MS);
      const settled = deliveries.find(({ body }) => statusTold(webhooks.translate(body), providerPayoutId) === "settled");
      const genuine = settled ?? deliveries[0];
      if (!genuine) throw new Error("The simulator sent no webhook.");

      const proof = rehearsal.webhookProof === "none" ? "unsigned" : "signed";
      expect(await webhooks.verify(genuine)).toMatchObject({ kind: "genuine", proof, dedupeKey: expect.stringMatching(/.+/) });
      if (proof === "unsigned") return;
      expect(settled).toBeDefined();
      expect(await webhooks.verify({ ...genuine, body: flipped(genuine.body) })).toMatchObject({ kind: "forged" });
      expect(await webhooks.verify({ ...genuine, headers: {} })).toMatchObject({ kind: "forged" });
      const later = { ...genuine, receivedAt: new Date(genuine.receivedAt.getTime() + 30 * DAY_MS) };
      if (rehearsal.webhookProof === "timed") expect(await webhooks.verify(later)).toMatchObject({ kind: "forged" });
    });

    test.runIf(rehearsal.webhookProof !== "none")("10: a lie with another key is forged, and its truth passes beside it", async () => {
      const { connection, webhooks, order, deliveries } = await start({ withWebhooks: true });
      await inMood("webhooksForged");
      await connection.sendPayout(order());
      await options.stage().advance(DAY_MS);
      const verdicts = await Promise.all(deliveries.map((delivery) => webhooks.verify(delivery)));
      const kinds = verdicts.map(({ kind }) => kind).sort();
      expect(kinds.filter((kind) => kind === "forged").length).toBe(kinds.filter((kind) => kind === "genuine").length);
      expect(kinds).toContain("forged");
    });

    test.runIf(rehearsal.webhookProof === "none")("10: what nobody signed is a hint, and tells no state", async () => {
      const { connection, webhooks, order, deliveries } = await start({ withWebhooks: true });
      await inMood("webhooksForged");
      await connection.sendPayout(order());
      await options.stage().advance(DAY_MS);
      const kinds = deliveries.flatMap(({ body }) => webhooks.translate(body)).map(({ kind }) => kind);
      expect(kinds).toContain("lookUp");
      expect(kinds).not.toContain("observation");
    });

    test("11: translating is pure", async () => {
      const { connection, webhooks, order, deliveries, evidence } = await start({ withWebhooks: true });
      await connection.sendPayout(order());
      await options.stage().advance(DAY_MS);
      const exchanges = evidence.length;
      expect(deliveries.length).toBeGreaterThan(0);
      for (const { body } of deliveries) {
        const before = [...body];
        expect(webhooks.translate(body)).toEqual(webhooks.translate(body));
        const stored = webhooks.scrubDelivery?.(body) ?? body;
        expect(webhooks.translate(stored)).toEqual(webhooks.translate(body));
        expect([...body]).toEqual(before);
      }
      expect(webhooks.translate(new TextEncoder().encode("no json"))).toMatchObject([{ kind: "irrelevant" }]);
      expect(evidence).toHaveLength(exchanges);
    });

    test("13: it works without the platform's fetch", async () => {
      const { connection, order } = await start();
      const { fetch } = globalThis;
      Reflect.deleteProperty(globalThis, "fetch");
      try {
        const sent = await connection.sendPayout(order());
        expect(sent).toMatchObject({ kind: "accepted" });
        expect(await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: idOf(sent) ?? "" })).toMatchObject({
          kind: "found",
        });
      } finally {
        globalThis.fetch = fetch;
      }
    });

    test("14: cancelling after settlement comes too late, where it can be asked at all", async () => {
      const { connection, order } = await start();
      const providerPayoutId = idOf(await connection.sendPayout(order())) ?? "";
      await options.stage().advance(DAY_MS);
      if (connection.cancelPayout) expect(await connection.cancelPayout(providerPayoutId)).toMatchObject({ kind: "tooLate" });
    });

    test("closed loop pays back to what paid in, and open loop to an account that never did", async () => {
      const { connection, order, paidIn, ledger } = await start();
      const back = await connection.sendPayout(order({ destination: await paidIn() }));
      const out = await connection.sendPayout(order());
      expect([back.kind, out.kind]).toEqual(["accepted", "accepted"]);
      expect(ledger()).toHaveLength(2);
    });

    test("balances and payment sources are read, where they can be", async () => {
      const { connection, paidIn } = await start();
      const balances = await connection.readBalances?.();
      if (balances)
        expect(balances).toMatchObject({
          kind: "read",
          balances: expect.arrayContaining([expect.objectContaining({ available: expect.objectContaining({ currency }) })]),
        });
      const source = await paidIn();
      if (source.kind === "paymentSource") {
        const listed = await connection.listPaymentSources?.({ kind: "user", userId: source.userId });
        expect(listed).toMatchObject({ kind: "read", sources: [{ sourceId: source.paymentSourceId, refusal: null }] });
      }
      if (source.kind === "order") {
        const listed = await connection.listPaymentSources?.({ kind: "order", orderId: source.orderId });
        expect(listed).toMatchObject({ kind: "read", sources: [{ sourceId: source.orderId, refusal: null }] });
      }
    });

    test("receivers are enrolled where the manifest says so, and nowhere else", async () => {
      const { connection } = await start();
      const says = manifest.enrolment !== undefined;
      expect([connection.enrolReceiver, connection.lookUpEnrolment, rehearsal.receiver].map((door) => door !== undefined)).toEqual([
        says,
        says,
        says,
      ]);
    });

    test.runIf(manifest.enrolment)("a receiver waits until they have acted, and a sentence says whose move it is", async () => {
      const { connection, webhooks, enrol, moveEnrolment, deliveries } = await start({ withWebhooks: true });
      const enrolment = await enrol();
      const waiting = await connection.lookUpEnrolment?.(enrolment);
      expect(waiting).toMatchObject({ kind: "found", enrolment: { nextStep: expect.stringMatching(/^[A-Z].*\.$/) } });
      expect(waiting?.kind === "found" && waiting.enrolment.status).toMatch(/^(pending|needsReceiver)$/);

      await moveEnrolment(enrolment, "ready");
      const ready = { providerReceiverId: enrolment.providerReceiverId, status: "ready", nextStep: null };
      expect(await connection.lookUpEnrolment?.(enrolment)).toMatchObject({ kind: "found", enrolment: ready });
      await options.stage().advance(SECOND_MS);
      const { providerReceiverId } = enrolment;
      const told = deliveries.flatMap(({ body }) => webhooks.translate(body));
      expect(told).toContainEqual(expect.objectContaining({ kind: "enrolmentChanged", providerReceiverId }));
    });

    test.runIf(manifest.enrolment)("a receiver who is refused is said to be", async () => {
      const { connection, enrol, moveEnrolment } = await start();
      const enrolment = await enrol();
      await moveEnrolment(enrolment, "refused");
      expect(await connection.lookUpEnrolment?.(enrolment)).toMatchObject({ kind: "found", enrolment: { status: "refused" } });
    });

    test.runIf(manifest.enrolment).each(["timeoutAfter", "errorAfter", "garbled", "emptyBody"])(
      "enrolled, but the answer lost (%s): unknown, and enrolling again finds the same",
      async (mood) => {
        const { connection, enrol } = await start();
        const receiver = rehearsal.receiver?.(currency);
        if (!receiver) throw new Error("There is nobody to enrol.");
        await inMood(mood, { times: 1, on: ["enrol"] });
        expect(await connection.enrolReceiver?.(receiver)).toMatchObject({ kind: "unknown" });
        await inMood("fine");
        const enrolment = await enrol(receiver);
        expect(await enrol(receiver)).toMatchObject({
          providerReceiverId: enrolment.providerReceiverId,
          providerAccountId: enrolment.providerAccountId,
        });
      },
    );

    test.runIf(manifest.enrolment)("nobody at home: enrolling is unavailable, and so is asking", async () => {
      const { unplugged } = await start();
      const receiver = rehearsal.receiver?.(currency);
      expect(receiver && (await unplugged.enrolReceiver?.(receiver))).toMatchObject({ kind: "unavailable" });
      expect(await unplugged.lookUpEnrolment?.({ providerReceiverId: "x", providerAccountId: "y" })).toMatchObject({ kind: "unavailable" });
    });

    test("everything that was paid out can be listed, where it can be asked", async () => {
      const { connection, order, ledger } = await start();
      if (!connection.listPayouts) return;
      const [one, another] = [order(), order()];
      for (const payout of [one, another]) await connection.sendPayout(payout);
      const [booked] = ledger();
      const at = new Date(booked?.bookedAt ?? "").getTime();
      const page = await connection.listPayouts({ from: new Date(at - HOUR_MS), to: new Date(at + HOUR_MS) });
      expect(page.kind === "read" && page.observations.map(({ payoutNumber }) => payoutNumber).sort()).toEqual(
        [one.number, another.number].sort(),
      );
    });

    test("15: every piece of furniture is there", () => {
      const pieces = ["index.ts", "manifest.ts", "settings.ts", "client.ts", "mapping.ts", "webhooks.ts", "simulator.ts", "README.md"];
      expect(pieces.filter((piece) => !existsSync(path.join(options.folder, piece)))).toEqual([]);
      const names = readdirSync(options.folder, { recursive: true }).map(String);
      expect(names.some((name) => /^fixtures.+\.json$/.test(name))).toBe(true);
      expect(names.some((name) => name.endsWith(".test.ts"))).toBe(true);
      expect(provider.settingsFields.every(({ label }) => label !== "")).toBe(true);
    });

    test("12: after all this, no secret occurs in any evidence", () => {
      const records = everybody.flatMap(({ evidence }) => evidence);
      expect(records.length).toBeGreaterThan(20);
      const text = records.flatMap(textsOf).join("\n");
      for (const secret of everybody.flatMap(({ secrets }) => secrets)) {
        // Whatever form a secret could have taken, scrubbing again must find nothing left to scrub.
        expect(text).not.toContain(secret);
        expect(createScrubber([secret]).text(text)).toBe(text);
      }
    });
  });
}

function idOf(outcome: SendOutcome): string | null {
  return outcome.kind === "accepted" ? outcome.observation.providerPayoutId : null;
}

function idIn(outcome: { readonly kind: string } & Partial<{ observation: { readonly providerPayoutId: string } }>): string | undefined {
  return outcome.observation?.providerPayoutId;
}

function statusTold(events: readonly ProviderEvent[], providerPayoutId: string | null): string | null {
  for (const event of events) {
    if (event.kind === "observation" && event.observation.providerPayoutId === providerPayoutId) return event.observation.status;
  }
  return null;
}

function textsOf(record: EvidenceRecord): readonly string[] {
  const { url, requestHeaders, requestBody, responseHeaders, responseBody, fault } = record;
  return [url, ...Object.values(requestHeaders), requestBody, ...Object.values(responseHeaders), responseBody, fault ?? ""];
}

function flipped(body: WebhookDelivery["body"]): Uint8Array {
  return body.map((byte, place) => (place === body.length - 2 ? byte ^ 1 : byte));
}
