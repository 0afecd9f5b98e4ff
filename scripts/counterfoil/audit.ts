import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import readline from "node:readline";
import { db } from "@/lib/db/client";
import { AuditLine } from "@/lib/domain/audit/chain";
import { env } from "@/lib/env";
import { auditLines } from "@/lib/operations/audit/audit-lines";
import { checkpointPublicKey } from "@/lib/operations/audit/checkpoint-keys";
import { countUnsealed } from "@/lib/operations/audit/count-unsealed";
import { sealAudit } from "@/lib/operations/audit/seal-audit";
import { verifyAudit } from "@/lib/operations/audit/verify-audit";
import { CHECKPOINTS, readCheckpoints } from "@/lib/operations/audit/write-checkpoints";
import { buildAuditPage } from "../audit-page/build-audit-page";
import { Explained } from "../explained";
import { type Answer, type Call, type Command, needed, optional, TEXT } from "./command";
import { table } from "./table";

export const auditCommands: readonly Command[] = [
  {
    name: "audit verify",
    does: "Checks that the audit trail is what it was when it was written, and names the first entry that is not.",
    usage: "[--merchant <slug>] [--file <export>] [--checkpoints <file>] [--public-key <file>]",
    details: [
      "Without --file it reads the database, of every merchant. An export is checked alone, on any machine: give the checkpoints and the public",
      "key that were kept elsewhere, since whoever can change the trail may reach the copies that lie beside it. The exit code is 0 only if all is sound.",
    ],
    options: { merchant: TEXT, file: TEXT, checkpoints: TEXT, "public-key": TEXT },
    run: verify,
  },
  {
    name: "audit export",
    does: "Writes a merchant's sealed audit trail into a file, one line of JSON an entry.",
    usage: "--merchant <slug> --out <file>",
    options: { merchant: TEXT, out: TEXT },
    run: exportTrail,
  },
  {
    name: "audit page",
    does: "Writes one page that checks an export in any browser, without a server.",
    usage: "--out <file.html>",
    details: ["Give it to whoever checks, with the public key; it is built from the rules that sealed the trail."],
    options: { out: TEXT },
    run: writePage,
  },
  {
    name: "audit key",
    does: "Prints the public key of the checkpoints, to be kept where nobody here can change it.",
    usage: "",
    options: {},
    run: async () => ({ text: checkpointPublicKey().trim(), json: { publicKey: checkpointPublicKey() } }),
  },
];

async function verify({ values, say }: Call): Promise<Answer> {
  const [file, slug] = [optional(values, "file"), optional(values, "merchant")];
  const checkpoints = await readCheckpoints(optional(values, "checkpoints") ?? path.join(env().dataDir, CHECKPOINTS));
  const keyFile = optional(values, "public-key");
  const publicKey = keyFile === undefined ? checkpointPublicKey() : await readFile(keyFile, "utf8");
  const items = [];
  if (file !== undefined) {
    const merchantId = await firstMerchantOf(file);
    items.push({ trail: file, unsealed: 0, ...(await verifyAudit({ lines: linesIn(file), checkpoints, publicKey, merchantId })) });
  } else {
    const merchants = await db().merchant.findMany({ where: slug === undefined ? {} : { slug }, orderBy: { slug: "asc" } });
    if (merchants.length === 0) throw new Explained(`There is no merchant called ${slug}.`);
    await sealAudit();
    for (const { id: merchantId, slug: trail } of merchants) {
      say(`Reading the trail of ${trail}`);
      const unsealed = await countUnsealed(merchantId);
      items.push({ trail, unsealed, ...(await verifyAudit({ lines: auditLines(merchantId), checkpoints, publicKey, merchantId })) });
    }
  }
  if (items.some(({ broken, unsealed }) => broken !== null || unsealed > 0)) process.exitCode = 1;
  const rows = items.map(({ trail, sound, signed, unsealed, broken }) => [
    trail,
    String(sound),
    String(signed),
    sayFault(broken, unsealed),
  ]);
  return { text: table(["trail", "sound entries", "signed checkpoints", "first fault"], rows), json: { items } };
}

function sayFault(broken: { sequence: number; entryId: string | null; why: string } | null, unsealed: number): string {
  if (broken) return `entry ${broken.sequence}${broken.entryId === null ? "" : ` (${broken.entryId})`}: ${broken.why}`;
  return unsealed > 0 ? `${unsealed} entries have no place in the trail` : "none";
}

async function exportTrail({ values }: Call): Promise<Answer> {
  const [slug, out] = [needed(values, "merchant"), needed(values, "out")];
  const merchant = await db().merchant.findUnique({ where: { slug } });
  if (!merchant) throw new Explained(`There is no merchant called ${slug}.`);
  await sealAudit();
  const stream = createWriteStream(out, { flags: "wx", mode: 0o600 });
  let entries = 0;
  for await (const line of auditLines(merchant.id)) {
    entries += 1;
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
  return { text: `${entries} entries are in ${out}.`, json: { entries, file: out } };
}

async function writePage({ values }: Call): Promise<Answer> {
  const out = needed(values, "out");
  await writeFile(out, await buildAuditPage(path.resolve(import.meta.dirname, "../..")), { flag: "wx" });
  return { text: `The page is in ${out}. Open it in a browser.`, json: { file: out } };
}

async function* linesIn(file: string): AsyncGenerator<AuditLine> {
  let place = 0;
  for await (const line of readline.createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    place += 1;
    const parsed = AuditLine.safeParse(jsonOf(line));
    if (!parsed.success) throw new Explained(`Line ${place} of ${file} is no entry of an audit trail.`);
    yield parsed.data;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function firstMerchantOf(file: string): Promise<string> {
  for await (const { entry } of linesIn(file)) return entry.merchantId;
  throw new Explained(`${file} has no entries.`);
}
