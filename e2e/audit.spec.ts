import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { type AuditLine, checkpointText, GENESIS, linkText } from "@/lib/domain/audit/chain";
import { sha256 } from "@/lib/operations/audit/sha256";
import { buildAuditPage } from "../scripts/audit-page/build-audit-page";

const AT = "2026-11-30T09:00:00.000Z";
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const KEY = publicKey.export({ type: "spki", format: "pem" }).toString();

function aTrail(length: number): AuditLine[] {
  let previous = GENESIS;
  return Array.from({ length }, (_, at) => {
    const entry = {
      ...{ id: `aud_${at + 1}`, merchantId: "mer_1", event: "payout.approved", actorKind: "person", actorId: "per_1", actorName: "Bo" },
      ...{
        subjectKind: "payout",
        subjectId: `po_${at + 1}`,
        details: { amount: "10.00 EUR", note: "ä </script>" },
        ipAddress: null,
        at: AT,
      },
    };
    const hash = sha256(linkText(entry, { sequence: at + 1, previous }));
    previous = hash;
    return { sequence: at + 1, hash, entry };
  });
}

function aCheckpoint({ sequence, hash }: AuditLine) {
  const said = { merchantId: "mer_1", sequence, hash, at: AT };
  return { ...said, signature: sign(null, Buffer.from(checkpointText(said)), privateKey).toString("base64") };
}

const file = (name: string, lines: readonly unknown[]) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("")),
});

async function check(page: Page, trail: readonly AuditLine[], checkpoints: readonly unknown[] = []): Promise<string> {
  await page.getByLabel(/^Export/).setInputFiles(file("trail.jsonl", trail));
  await page.getByLabel(/^Checkpoints/).setInputFiles(file("checkpoints.jsonl", checkpoints));
  await page.getByLabel(/^Public key/).setInputFiles(file("key.pem", [KEY]));
  await page.getByRole("button", { name: "Check", exact: true }).press("Enter");
  const verdict = page.getByRole("status", { name: "Verdict" });
  await expect(verdict).toHaveClass(/sound|broken|unknown/);
  return (await verdict.locator("> *").allTextContents()).join("\n");
}

test("one page from disk checks an export without a server, and names the first entry that is not what it was", async ({ page }) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "counterfoil-audit-page-"));
  const html = path.join(folder, "verify-audit.html");
  await writeFile(html, await buildAuditPage(process.cwd()));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(html).href);

  const trail = aTrail(500);
  const [signed] = [trail[399]].flatMap((line) => (line ? [aCheckpoint(line)] : []));
  expect(await check(page, trail, [signed])).toMatch(/500 entries are what they were\s+1 signed checkpoints/);
  expect(await check(page, trail)).toMatch(/500 entries are what they were\s+No signed checkpoint was given/);

  const edited = trail.map((line) => (line.sequence === 123 ? { ...line, entry: { ...line.entry, actorName: "Mallory" } } : line));
  expect(await check(page, edited, [signed])).toMatch(/Broken at entry 123 \(aud_123\)/);
  expect(
    await check(
      page,
      trail.filter(({ sequence }) => sequence !== 77),
      [signed],
    ),
  ).toMatch(/Broken at entry 77\s+Entry 77 is missing/);
  expect(await check(page, trail.slice(0, 300), [signed])).toMatch(/Broken at entry 301\s+The trail ends at 300, but 400 was signed/);
  const stranger = { ...signed, hash: "0".repeat(64) };
  expect(await check(page, trail, [stranger])).toMatch(/1 checkpoints do not carry the signature of this key/);
  expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
});
