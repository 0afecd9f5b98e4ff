import { readFileSync } from "node:fs";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { PROVIDER_IDS } from "@/lib/providers/registry";
import { Explained } from "../explained";
import { type Answer, type Call, type Command, needed, optional, TEXT } from "./command";
import { merchantNamed } from "./installation";
import { done } from "./outcome";
import { table } from "./table";

export const connectionCommands: readonly Command[] = [
  {
    name: "connection import",
    does: "Connects a merchant account at a provider, by a file of its settings.",
    usage: "--merchant <slug> <file>",
    details: [
      `The file is JSON: {"provider", "name", "mode", "settings"}. Providers: ${PROVIDER_IDS.join(", ")}. Modes: simulator, sandbox, live.`,
      "The settings are the provider's own (see lib/providers/<provider>/README.md). They are sealed before they are stored and never",
      "shown again: keep the file as you keep its secrets, or delete it.",
    ],
    options: { merchant: TEXT },
    run: importFile,
  },
  {
    name: "connection list",
    does: "Lists the merchant accounts at providers.",
    usage: "[--merchant <slug>]",
    options: { merchant: TEXT },
    run: list,
  },
];

const ConnectionFile = z.strictObject({
  provider: z.string().min(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "has lower-case letters, digits and dashes, such as truelayer-gbp"),
  mode: z.enum(["simulator", "sandbox", "live"]),
  settings: z.record(z.string(), z.unknown()),
});

async function importFile({ values, words, settings }: Call): Promise<Answer> {
  const [file] = words;
  if (file === undefined) throw new Explained("Name the file with the connection's settings.");
  const merchant = await merchantNamed(needed(values, "merchant"));
  const wanted = readConnectionFile(file);
  if (wanted.mode === "live" && settings.demo) {
    throw new Explained("Demo people have a published password and must not stand next to a live connection: set DEMO=0 first.");
  }
  const { connectionId } = done(await createConnection(merchant.operator, wanted));
  const { provider, name, mode } = wanted;
  return {
    text: `${merchant.name} is connected to ${provider} as ${name} (${mode}).`,
    json: { id: connectionId, merchant: merchant.slug, provider, name, mode },
  };
}

/** The file holds secrets, so nothing of what it says is repeated: not even the parser's own words, which quote what they trip over. */
function readConnectionFile(file: string): z.infer<typeof ConnectionFile> {
  const content = contentOf(file);
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    throw new Explained(`${file} is not JSON.`);
  }
  const read = ConnectionFile.safeParse(parsed);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ code, path, message }) => {
    if (code === "unrecognized_keys") return "it has members that do not belong there";
    return `${path.join(".") || "the whole"}: ${message}`;
  });
  throw new Explained(`${file} does not describe a connection: ${faults.join("; ")}.`);
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Explained(`${file} cannot be read.`);
  }
}

async function list({ values }: Call): Promise<Answer> {
  const slug = optional(values, "merchant");
  const merchant = slug === undefined ? undefined : await merchantNamed(slug);
  const connections = await db().connection.findMany({
    where: { merchantId: merchant?.id },
    select: { id: true, provider: true, name: true, mode: true, state: true, createdAt: true, merchant: { select: { slug: true } } },
    orderBy: [{ merchant: { slug: "asc" } }, { name: "asc" }],
  });
  const items = connections.map(({ merchant: { slug: of }, ...connection }) => ({ ...connection, merchant: of }));
  const rows = items.map(({ merchant: of, name, provider, mode, state }) => [of, name, provider, mode, state]);
  return { text: table(["merchant", "name", "provider", "mode", "state"], rows), json: { items } };
}
