import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";

// Before anything reads the environment, which is read once.
const folder = await mkdtemp(path.join(os.tmpdir(), "papers-"));
process.env.DATA_DIR = folder;

const { db } = await import("@/lib/db/client");
const { actorOf, aMerchant, aPerson } = await import("@/lib/testing/factories");
const { aPayout } = await import("@/lib/testing/payout-factory");
const { attachPaper } = await import("./attach-paper");
const { openPaper } = await import("./open-paper");
type Actor = Awaited<ReturnType<typeof actorOf>>;

const PDF = new TextEncoder().encode("%PDF-1.7\n1 0 obj");
const EICAR_LIKE = new TextEncoder().encode("<script>alert(1)</script>");

let maker: Actor;
let support: Actor;
let payoutId: string;
beforeAll(async () => {
  const merchant = await aMerchant(db());
  maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  support = actorOf(await aPerson(db(), { merchant, role: "support" }), merchant);
  payoutId = (await aPayout(db(), { merchant })).id;
  return () => rm(folder, { recursive: true });
});

const attach = (name: string, bytes: Uint8Array = PDF) => attachPaper(maker, { payoutId, name, bytes });
async function attached(name: string, bytes: Uint8Array = PDF): Promise<string> {
  const answer = await attach(name, bytes);
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value.attachmentId;
}
const another = (text: string) => new TextEncoder().encode(`%PDF-1.7\n${text}`);
const filesUnder = async (place: string) => (await readdir(place, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());

describe("a paper of a payout", () => {
  test("lies under its own hash, whatever it is called, and comes back as it was", async () => {
    const attachmentId = await attached("../../../etc/cron.d/evil.pdf");
    const row = await db().attachment.findUniqueOrThrow({ where: { id: attachmentId } });
    expect(row).toMatchObject({ name: "evil.pdf", kind: "pdf", bytes: PDF.length });
    const files = await filesUnder(folder);
    expect(files.map(({ name }) => name)).toEqual([row.sha256]);
    expect(new Uint8Array(await readFile(path.join(folder, "attachments", row.sha256.slice(0, 2), row.sha256)))).toEqual(PDF);
    expect(await openPaper(support, { payoutId, attachmentId })).toEqual({
      ok: true,
      value: { name: "evil.pdf", kind: "pdf", bytes: PDF },
    });
    const events = await db().auditEntry.findMany({ where: { subjectId: payoutId }, select: { event: true }, orderBy: { at: "asc" } });
    expect(events.map(({ event }) => event)).toEqual(["payout.paperAdded", "payout.paperOpened"]);
  });

  test("the same twice is there once", async () => {
    const [one, two] = await Promise.all([attached("a.pdf", another("twice")), attached("b.pdf", another("twice"))]);
    expect(one).toBe(two);
  });

  test("is a PDF, a PNG or a JPEG by what is in it, and small enough", async () => {
    expect(await attach("invoice.pdf", EICAR_LIKE)).toMatchObject({ ok: false, error: { code: "invalidInput" } });
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    large.set(PDF);
    expect(await attach("large.pdf", large)).toMatchObject({ ok: false, error: { code: "invalidInput" } });
    expect((await filesUnder(folder)).length).toBe(2);
  });

  test("is not handed out when it is no longer what it was", async () => {
    const attachmentId = await attached("c.pdf", another("tampered"));
    const { sha256 } = await db().attachment.findUniqueOrThrow({ where: { id: attachmentId } });
    await writeFile(path.join(folder, "attachments", sha256.slice(0, 2), sha256), "%PDF-1.7\nanother amount");
    expect(await openPaper(maker, { payoutId, attachmentId })).toMatchObject({ ok: false, error: { code: "notFound" } });
  });

  test("belongs to its payout and merchant, and stays", async () => {
    const attachmentId = await attached("d.pdf", another("theirs"));
    const elsewhere = await aMerchant(db());
    const stranger = actorOf(await aPerson(db(), { merchant: elsewhere, role: "checker" }), elsewhere);
    expect(await openPaper(stranger, { payoutId, attachmentId })).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await openPaper(maker, { payoutId: "po_other", attachmentId })).toMatchObject({ ok: false, error: { code: "notFound" } });
    await expect(db().attachment.delete({ where: { id: attachmentId } })).rejects.toThrow(/append-only/);
  });
});
