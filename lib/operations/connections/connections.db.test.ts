import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import type { Actor } from "@/lib/domain/access/actor";
import { PREFLIGHT_NAMES } from "@/lib/domain/connection/preflight";
import { providerOf } from "@/lib/providers/registry";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { changeCredentials } from "./change-credentials";
import { decideChange } from "./decide-change";
import { openConnection } from "./open-connection";
import { beginPairing, checkPairing } from "./pair-connection";
import { endStalePreflights, runPreflight } from "./run-preflight";
import { startPreflight } from "./start-preflight";
import { switchConnection } from "./switch-connection";
import { trySettings } from "./try-settings";

let desk: Desk;
let admin: Actor;
let secondAdmin: Actor;
beforeAll(async () => {
  desk = await startDesk();
  for (const provider of PROVIDERS)
    await desk.control(`${provider}/pace`, { inFlightAfterMs: 50, settledAfterMs: 100, receiverActsAfterMs: 100 });
  admin = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "admin" }), desk.merchant);
  secondAdmin = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "admin" }), desk.merchant);
});
afterAll(() => desk.stop());

const PROVIDERS = ["ivy", "truelayer", "ipay", "bitpay"] as const;

async function preflight(connection: Connection) {
  const started = await startPreflight(admin, { connectionId: connection.id });
  if (!started.ok) throw new Error(started.error.sentence);
  const outcome = await runPreflight(started.value);
  const checks = await db().preflightCheck.findMany({ where: { runId: started.value.runId }, orderBy: { sequence: "asc" } });
  return { outcome, checks, runId: started.value.runId };
}

describe.each(PROVIDERS)("preflight of %s", (provider) => {
  test("turns green check by check, with one test payment booked once under the run's own number", async () => {
    const { outcome, checks, runId } = await preflight(desk[provider]);
    expect(checks.filter(({ state }) => state === "failed")).toEqual([]);
    expect(outcome).toBe("green");
    expect(checks.map(({ name }) => name)).toEqual(PREFLIGHT_NAMES);
    expect(checks.every(({ sentence, endedAt }) => sentence && endedAt)).toBe(true);
    for (const name of ["credential", "balance", "refusal", "payment", "webhook", "rateLimit"]) {
      expect(checks.find((check) => check.name === name)?.state, name).toBe("passed");
    }
    const run = await db().preflightRun.findUniqueOrThrow({ where: { id: runId } });
    const booked = (await desk.ledger(provider)).filter(
      ({ reference, idempotencyKey }) => reference === run.testNumber || idempotencyKey === run.testKey,
    );
    expect(booked).toHaveLength(1);
  });

  test("with a wrong secret it is red at the first check, which names the field and what to change", async () => {
    const good = desk[provider];
    const broken = await withBrokenSecret(good);
    const { outcome, checks } = await preflight(broken);
    expect(outcome).toBe("red");
    expect(checks[0]).toMatchObject({ state: "failed" });
    expect(checks[0]?.remedy).toMatch(/Check .+: copy it again/);
    expect(providerOf(provider).settingsFields.map(({ name }) => name)).toContain(checks[0]?.field);
    expect(checks.slice(1).every(({ state }) => state === "skipped")).toBe(true);
  });
});

/** The same account with another credential, as a stored connection. */
async function withBrokenSecret(good: Connection): Promise<Connection> {
  const provider = providerOf(good.provider);
  const settings = { ...provider.rehearsal.newAccount("EUR").settings };
  const id = newId("connection");
  const { sealed, keyId } = seal(JSON.stringify(settings), id);
  const { merchantId, mode } = good;
  return db().connection.create({
    data: { id, merchantId, provider: good.provider, name: `${good.provider}-broken`, mode, settingsSealed: sealed, settingsKeyId: keyId },
  });
}

test("a preflight whose worker was killed ends red, and sends nothing a second time", async () => {
  const started = await startPreflight(admin, { connectionId: desk.ivy.id });
  if (!started.ok) throw new Error(started.error.sentence);
  const { runId } = started.value;
  await db().preflightCheck.update({ where: { runId_sequence: { runId, sequence: 6 } }, data: { state: "running" } });
  expect(await runPreflight({ runId })).toBe("notDue");
  expect(await endStalePreflights()).toBe(0);
  await db().preflightRun.update({ where: { id: runId }, data: { startedAt: new Date(Date.now() - 200_000) } });
  expect(await endStalePreflights()).toBe(1);
  expect((await db().preflightRun.findUniqueOrThrow({ where: { id: runId } })).outcome).toBe("red");
  const run = await db().preflightRun.findUniqueOrThrow({ where: { id: runId } });
  expect((await desk.ledger("ivy")).filter(({ idempotencyKey }) => idempotencyKey === run.testKey)).toEqual([]);
});

test("two presses begin one trial", async () => {
  const begun = await Promise.all([1, 2, 3].map(() => startPreflight(admin, { connectionId: desk.truelayer.id })));
  expect(new Set(begun.map((one) => (one.ok ? one.value.runId : ""))).size).toBe(1);
});

test("settings are tried before they are stored, and leave nothing behind", async () => {
  const before = await db().evidence.count();
  const good = providerOf("ivy").rehearsal.newAccount("EUR");
  await desk.control("ivy/accounts", {
    accountId: good.accountId,
    credentials: good.credentials,
    balances: { EUR: "500" },
    webhookUrl: null,
  });
  const tried = await trySettings(admin, { provider: "ivy", mode: "simulator", settings: good.settings });
  expect(tried).toMatchObject({ ok: true, value: { sentence: expect.stringContaining("5.00 EUR") } });
  const bad = await trySettings(admin, {
    provider: "ivy",
    mode: "simulator",
    settings: { ...good.settings, apiKey: "not-the-key-at-all" },
  });
  expect(bad).toMatchObject({ ok: false, error: { code: "providerUnavailable" } });
  expect(await db().evidence.count()).toBe(before);
});

async function aLiveConnection(): Promise<Connection> {
  const { settings } = providerOf("ivy").rehearsal.newAccount("EUR");
  const id = newId("connection");
  const { sealed, keyId } = seal(JSON.stringify(settings), id);
  const columns = { settingsSealed: sealed, settingsKeyId: keyId, state: "disabled", mode: "live" };
  return db().connection.create({
    data: { id, merchantId: desk.merchant.id, provider: "ivy", name: `live-${id.slice(-8)}`.toLowerCase(), ...columns },
  });
}

const openChange = (connectionId: string) => db().connectionChange.findFirstOrThrow({ where: { connectionId, outcome: null } });

test("a live connection is switched on by two admins: one asks, another confirms", async () => {
  const { id: connectionId } = await aLiveConnection();
  expect(await switchConnection(admin, { connectionId, to: "active" })).toMatchObject({ ok: true, value: { waitsForAnother: true } });
  const { id: changeId } = await openChange(connectionId);
  expect(await decideChange(admin, { changeId, verdict: "confirmed" })).toMatchObject({ ok: false, error: { code: "changeNeedsAnother" } });
  expect((await db().connection.findUniqueOrThrow({ where: { id: connectionId } })).state).toBe("disabled");
  expect((await decideChange(secondAdmin, { changeId, verdict: "confirmed" })).ok).toBe(true);
  expect((await db().connection.findUniqueOrThrow({ where: { id: connectionId } })).state).toBe("active");
  expect(await decideChange(secondAdmin, { changeId, verdict: "confirmed" })).toMatchObject({
    ok: false,
    error: { code: "changedMeanwhile" },
  });
});

test("the database itself refuses that whoever asked also confirms", async () => {
  const { id: connectionId } = await aLiveConnection();
  await switchConnection(admin, { connectionId, to: "active" });
  const { id, proposedById } = await openChange(connectionId);
  const data = { outcome: "confirmed", decidedAt: new Date(), decidedById: proposedById };
  await expect(db().connectionChange.update({ where: { id }, data })).rejects.toThrow(/change_takes_two/);
});

test("live credentials change after another admin's word, with a diff that names fields and no values", async () => {
  const live = await aLiveConnection();
  const connectionId = live.id;
  const changed = await changeCredentials(admin, { connectionId, settings: { apiKey: "a-new-key-0123456789", webhookSecret: "" } });
  expect(changed).toMatchObject({ ok: true, value: { waitsForAnother: true } });
  const change = await openChange(connectionId);
  expect(change.changedNames).toEqual(["apiKey"]);
  const rows = JSON.stringify([change.changedNames, await db().auditEntry.findMany({ where: { subjectId: connectionId } })]);
  expect(rows).not.toContain("a-new-key");
  expect(Buffer.from(change.settingsSealed ?? []).toString("latin1")).not.toContain("a-new-key");

  await decideChange(secondAdmin, { changeId: change.id, verdict: "confirmed" });
  const after = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  expect(Buffer.from(after.settingsSealed)).not.toEqual(Buffer.from(live.settingsSealed));
  // Sealed for this very connection: what opens is what was confirmed.
  expect(() => openConnection(after).webhooks()).not.toThrow();
});

test("a newer wish takes the older one back, and a declined one changes nothing", async () => {
  const { id: connectionId } = await aLiveConnection();
  await changeCredentials(admin, { connectionId, settings: { apiKey: "first-key-0123456789" } });
  const first = await openChange(connectionId);
  await changeCredentials(admin, { connectionId, settings: { apiKey: "second-key-0123456789" } });
  expect(await decideChange(secondAdmin, { changeId: first.id, verdict: "confirmed" })).toMatchObject({ ok: false });
  const second = await openChange(connectionId);
  expect((await decideChange(admin, { changeId: second.id, verdict: "declined" })).ok).toBe(true);
  expect(await db().connectionChange.count({ where: { connectionId, outcome: null } })).toBe(0);
});

test("where no real money moves one admin suffices, and nobody else", async () => {
  const changed = await changeCredentials(admin, { connectionId: desk.ivy.id, settings: { webhookSecret: "another-secret-0123456789" } });
  expect(changed).toMatchObject({ ok: true, value: { waitsForAnother: false } });
  expect(await changeCredentials(desk.checker, { connectionId: desk.ivy.id, settings: {} })).toMatchObject({
    ok: false,
    error: { code: "forbidden" },
  });
});

test("pairing: codes are shown, nothing opens before they are approved, and then the connection is on", async () => {
  const begun = await beginPairing(admin, { provider: "bitpay", name: "bitpay-paired", mode: "simulator" });
  if (!begun.ok) throw new Error(begun.error.sentence);
  const { connectionId, codes } = begun.value;
  expect(codes).toHaveLength(2);
  expect(await checkPairing(admin, { connectionId })).toMatchObject({ ok: true, value: { state: "waiting" } });
  expect((await db().connection.findUniqueOrThrow({ where: { id: connectionId } })).state).toBe("disabled");
});
