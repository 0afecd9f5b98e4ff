import { readFileSync } from "node:fs";
import * as z from "zod";
import { db } from "@/lib/db/client";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { runPreflight } from "@/lib/operations/connections/run-preflight";
import { startPreflight } from "@/lib/operations/connections/start-preflight";
import { PROVIDER_IDS } from "@/lib/providers/registry";
import { Explained } from "../explained";
import { pollFor } from "../poll-for";
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
    name: "connection check",
    does: "Tries a connection check by check, as Settings > Providers does.",
    usage: "--merchant <slug> <name>",
    details: [
      "Outside live it sends the smallest payment there is to a test account. The exit code is 0 only if every check passed or was skipped.",
    ],
    options: { merchant: TEXT },
    run: check,
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
    text: `${merchant.name} is connected to ${provider} as ${name} (${mode}).${mode === "live" ? " It is off until an admin confirms it in Settings > Providers." : ""}`,
    json: { id: connectionId, merchant: merchant.slug, provider, name, mode },
  };
}

const WAITS_AT_MOST_MS = 180_000;

async function check({ values, words }: Call): Promise<Answer> {
  const [name] = words;
  if (name === undefined) throw new Explained("Name the connection to be checked.");
  const merchant = await merchantNamed(needed(values, "merchant"));
  const connection = await db().connection.findUnique({ where: { merchantId_name: { merchantId: merchant.id, name } } });
  if (!connection) throw new Explained(`${merchant.name} has no connection called ${name}.`);
  const { runId } = done(await startPreflight(merchant.operator, { connectionId: connection.id }));
  // A worker may be faster than we are; then it is waited for.
  await runPreflight({ runId });
  const isOver = await pollFor(WAITS_AT_MOST_MS, async () => {
    const { endedAt } = await db().preflightRun.findUniqueOrThrow({ where: { id: runId } });
    return endedAt ?? undefined;
  });
  if (!isOver) throw new Explained("The checks have not ended in time. Look at Settings > Providers.");
  const run = await db().preflightRun.findUniqueOrThrow({ where: { id: runId }, include: { checks: { orderBy: { sequence: "asc" } } } });
  const items = run.checks.map(({ name: check, state, sentence, field, remedy }) => ({ check, state, sentence, field, remedy }));
  const failed = items.filter(({ state }) => state === "failed");
  const text = table(
    ["check", "state", "what came of it"],
    items.map((one) => [one.check, one.state, one.sentence ?? ""]),
  );
  if (failed.length === 0) return { text, json: { connection: name, outcome: run.outcome, items } };
  const remedies = failed.map(({ check: which, field, remedy }) => `${which}: ${field ? `${field}: ` : ""}${remedy ?? ""}`);
  throw new Explained(`${text}\n\n${remedies.join("\n")}`);
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
