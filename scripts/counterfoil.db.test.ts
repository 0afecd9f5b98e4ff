import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { changeRole } from "@/lib/operations/people/change-role";
import { isPassword } from "@/lib/operations/sessions/password";
import { actorOfKey } from "@/lib/testing/actor-of-key";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";

type Told = { readonly code: number; readonly stdout: string; readonly stderr: string };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "counterfoil-cli-"));
  await aMerchant(db(), { slug: "desk", name: "Desk" });
});
afterAll(() => db().$disconnect());

describe("the operator's command line", { timeout: 60_000 }, () => {
  test("explains itself, and says in one sentence what it does not know", async () => {
    expect(await counterfoil(["--help"])).toMatchObject({ code: 0, stdout: expect.stringContaining("api-key create"), stderr: "" });
    expect(await counterfoil(["frobnicate"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^There is no command.*\n$/),
    });
  });

  test("says so when no database is running", async () => {
    const told = await counterfoil(["connection", "list"], { DATABASE_URL: "", DATA_DIR: folder });
    expect(told).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("is not running") });
  });

  test("makes an API key that works until it is revoked", async () => {
    const made = await counterfoil(["api-key", "create", "--merchant", "desk", "--scopes", "payouts:read", "--json"]);
    const { key, id } = JSON.parse(made.stdout);
    expect(await actorOfKey(`Bearer ${key}`)).toMatchObject({ apiKeyId: id, scopes: ["payouts:read"] });

    expect(await counterfoil(["api-key", "revoke", "--merchant", "desk", id])).toMatchObject({ code: 0 });
    expect(await actorOfKey(`Bearer ${key}`)).toBeNull();
    const audited = await db().auditEntry.findMany({ where: { subjectId: id }, select: { event: true, actorKind: true } });
    expect(audited.map(({ event }) => event)).toEqual(["apiKey.created", "apiKey.revoked"]);
  });

  test("adds a person, changes the role and shuts them out", async () => {
    const email = "ada@desk.test";
    const added = await counterfoil(["user", "add", "--merchant", "desk", "--email", email, "--name", "Ada", "--role", "maker", "--json"]);
    const person = () => db().person.findUniqueOrThrow({ where: { email }, include: { memberships: true } });
    expect(await isPassword((await person()).passwordHash, JSON.parse(added.stdout).password)).toBe(true);

    await counterfoil(["user", "role", "--merchant", "desk", "--email", email, "--role", "checker"]);
    expect((await person()).memberships[0]?.role).toBe("checker");
    await counterfoil(["user", "disable", "--email", email]);
    expect((await person()).disabledAt).not.toBeNull();
    await counterfoil(["user", "enable", "--merchant", "desk", "--email", email]);
    expect((await person()).disabledAt).toBeNull();
  });

  test("confirms as the operator what waits for a second admin where there is none", async () => {
    const merchant = await aMerchant(db(), { slug: "small", name: "Small" });
    const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
    const maker = await aPerson(db(), { merchant, role: "maker", name: "Mara" });
    await changeRole(admin, { personId: maker.id, role: "checker" });
    const listed = JSON.parse((await counterfoil(["change", "list", "--merchant", "small", "--json"])).stdout);
    expect(listed.items).toMatchObject([{ asked: "make Mara Checker", by: admin.name }]);
    expect(await counterfoil(["change", "confirm", "--merchant", "small", listed.items[0].id])).toMatchObject({ code: 0 });
    expect(await db().membership.findFirst({ where: { personId: maker.id } })).toMatchObject({ role: "checker" });
    const last = await db().auditEntry.findFirst({ where: { merchantId: merchant.id }, orderBy: [{ at: "desc" }, { id: "desc" }] });
    expect(last).toMatchObject({ event: "access.changeConfirmed", actorKind: "system" });
  });

  test("verifies the audit trail, in the database and in an export, and names the entry that was changed", async () => {
    const { id: merchantId } = await aMerchant(db(), { slug: "audited", name: "Audited" });
    const actor = { kind: "system", name: "Test", merchantId } as const;
    for (const id of ["po_1", "po_2", "po_3"])
      await db().$transaction((tx) => writeAudit(tx, { actor, event: "payout.moved", subject: { kind: "payout", id } }));
    const out = path.join(folder, "trail.jsonl");
    expect(await counterfoil(["audit", "export", "--merchant", "audited", "--out", out])).toMatchObject({ code: 0 });
    expect(await counterfoil(["audit", "verify", "--merchant", "audited"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/audited +3/),
    });
    const changed = path.join(folder, "changed.jsonl");
    await writeFile(changed, (await readFile(out, "utf8")).replace('"po_2"', '"po_9"'));
    const told = await counterfoil(["audit", "verify", "--file", changed, "--json"]);
    expect(told.code).toBe(1);
    expect(JSON.parse(told.stdout).items).toMatchObject([{ sound: 1, broken: { sequence: 2 } }]);
  });

  test("keeps exchange rates, by the operator's own hand in the audit trail", async () => {
    expect(await counterfoil(["rates", "set", "--merchant", "desk", "GBP", "EUR", "1.17"])).toMatchObject({ code: 0 });
    expect(await counterfoil(["rates", "set", "--merchant", "desk", "GBP", "EUR", "much"])).toMatchObject({
      code: 1,
      stderr: "Type a rate such as 1.17.\n",
    });
    const { items } = JSON.parse((await counterfoil(["rates", "list", "--merchant", "desk", "--json"])).stdout);
    expect(items).toMatchObject([{ currency: "GBP", inCurrency: "EUR", rate: "1.17" }]);
    expect(await db().auditEntry.count({ where: { event: "rate.set", actorKind: "system" } })).toBe(1);
  });

  test("reconciles, and its exit code says whether somebody has to look", async () => {
    const merchant = await aMerchant(db(), { slug: "unread", name: "Unread" });
    const connection = await aConnection(db(), {
      merchant,
      provider: "ivy",
      name: "nobody-there",
      settings: { apiKey: "key-of-the-test", webhookSecret: "secret-of-the-test" },
    });
    const told = await counterfoil(["reconcile", "nobody-there", "--merchant", "unread", "--json"]);
    expect(told.code).toBe(1);
    const { items } = JSON.parse(told.stdout);
    expect(items).toMatchObject([
      { connection: "nobody-there", outcome: "unread", matched: 0, fault: expect.stringContaining("could not be") },
    ]);
    expect(await db().reconciliationRun.count({ where: { connectionId: connection.id, outcome: "unread" } })).toBe(1);
    expect(await counterfoil(["reconcile", "nobody"])).toMatchObject({ code: 1, stderr: "There is no connection called nobody.\n" });
  });

  test("imports a connection, and never repeats what the file says", async () => {
    const file = path.join(folder, "ivy.json");
    const secret = "an-api-key-that-nobody-may-see";
    const settings = { apiKey: secret, webhookSecret: "another-secret-of-ours" };
    await writeFile(file, JSON.stringify({ provider: "ivy", name: "ivy-sandbox", mode: "sandbox", settings }));
    const imported = await counterfoil(["connection", "import", "--merchant", "desk", file]);
    const again = await counterfoil(["connection", "import", "--merchant", "desk", file]);
    await writeFile(file, `{"apiKey": ${secret}}`);
    const broken = await counterfoil(["connection", "import", "--merchant", "desk", file]);

    expect([imported.code, again.code, broken.code]).toEqual([0, 1, 1]);
    for (const { stdout, stderr } of [imported, again, broken]) expect(stdout + stderr).not.toContain(secret);
    expect(await db().connection.count({ where: { name: "ivy-sandbox" } })).toBe(1);
    expect(JSON.stringify(await db().auditEntry.findMany({ where: { event: "connection.created" } }))).not.toContain(secret);
  });

  test("makes as many payouts as asked, but no demo people where nobody asked for a demo", async () => {
    expect(await counterfoil(["seed", "--payouts", "50"], { DEMO: "0" })).toMatchObject({ code: 1 });
    expect(await db().person.count({ where: { email: "admin@demo.test" } })).toBe(0);

    const seed = async (payouts: number) => JSON.parse((await counterfoil(["seed", "--payouts", String(payouts), "--json"])).stdout);
    expect(await seed(150)).toMatchObject({ payouts: 150 });
    expect(await seed(2_500)).toMatchObject({ payouts: 2_500 });
    expect(await db().payout.count({ where: { merchant: { slug: "demo" } } })).toBe(2_650);
  });
});

function counterfoil(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Told> {
  const command = ["--import", "tsx", path.join(import.meta.dirname, "counterfoil.ts"), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}
