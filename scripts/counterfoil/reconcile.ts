import { db } from "@/lib/db/client";
import { reconcileConnection } from "@/lib/operations/reconciliation/reconcile-connection";
import { Explained } from "../explained";
import { pollFor } from "../poll-for";
import { type Answer, type Call, type Command, optional, TEXT } from "./command";
import { table } from "./table";

export const reconcileCommand: Command = {
  name: "reconcile",
  does: "Holds what was sent against what the providers list, and the balances against what moved.",
  usage: "[connection] [--merchant <slug>]",
  details: [
    "Without a name it does so for every active connection. It moves no payout: what differs is asked for again by the worker, and",
    "stands in Operations > Reconciliation. The exit code is 0 only if everything could be read and nothing is open.",
  ],
  options: { merchant: TEXT },
  run: reconcile,
};

async function reconcile({ values, words, say }: Call): Promise<Answer> {
  const [name] = words;
  const slug = optional(values, "merchant");
  const connections = await db().connection.findMany({
    where: { ...(name === undefined ? { state: "active" } : { name }), ...(slug === undefined ? {} : { merchant: { slug } }) },
    include: { merchant: { select: { slug: true } } },
    orderBy: [{ merchant: { slug: "asc" } }, { name: "asc" }],
  });
  if (connections.length === 0)
    throw new Explained(name === undefined ? "There is no active connection." : `There is no connection called ${name}.`);
  const items = [];
  for (const { id, name: connection, merchant } of connections) {
    say(`Reconciling ${merchant.slug}/${connection}`);
    const { outcome, matched, explained, open, fault } = await reconcileNow(id);
    items.push({ merchant: merchant.slug, connection, outcome, matched, explained, open, fault });
  }
  const text = table(
    ["merchant", "connection", "matched", "explained", "open", "could not be read"],
    items.map((one) => [one.merchant, one.connection, ...[one.matched, one.explained, one.open].map(String), one.fault ?? ""]),
  );
  // The answer is told even so: a machine reads the counts, and the exit code says that somebody has to look.
  if (items.some(({ open, fault }) => open > 0 || fault !== null)) process.exitCode = 1;
  return { text, json: { items } };
}

const WAITS_AT_MOST_MS = 600_000;

/** Where a worker is at it already, its result is waited for. */
async function reconcileNow(connectionId: string) {
  const startedAt = new Date();
  const done = await pollFor(WAITS_AT_MOST_MS, async () => {
    const end = await reconcileConnection({ connectionId });
    if (end === "busy") return undefined;
    return db().reconciliationRun.findFirstOrThrow({ where: { connectionId, endedAt: { gte: startedAt } }, orderBy: { endedAt: "desc" } });
  });
  if (!done) throw new Explained("Somebody else is reconciling it and does not come to an end. Look at Operations > Reconciliation.");
  return done;
}
