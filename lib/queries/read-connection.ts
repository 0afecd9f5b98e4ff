import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { unseal } from "@/lib/db/seal";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import type { ConnectionView, PreflightView } from "@/lib/domain/connection/connection-view";
import { isPreflightName, PREFLIGHT_CHECKS, PREFLIGHT_STATES } from "@/lib/domain/connection/preflight";
import { CONNECTION_MODES } from "@/lib/domain/connection/schema";
import { providerOf } from "@/lib/providers/registry";

/** One connection with everything that its page shows. Its secrets are unsealed only to be told apart from what is plain. */
export async function readConnection(actor: Actor, connectionId: string): Promise<ConnectionView | null> {
  const row = await db().connection.findFirst({ where: { id: connectionId, merchantId: actor.merchantId } });
  if (!row) return null;
  const provider = providerOf(row.provider);
  const [change, preflight] = await Promise.all([
    db().connectionChange.findFirst({ where: { connectionId, outcome: null, expiresAt: { gt: currentTime() } } }),
    readPreflight(row),
  ]);
  const labels = new Map(provider.settingsFields.map(({ name, label }) => [name, label]));
  return {
    id: row.id,
    name: row.name,
    provider: row.provider,
    providerLabel: provider.manifest.label,
    mode: CONNECTION_MODES.find((mode) => mode === row.mode) ?? "simulator",
    isActive: row.state === "active",
    currency: row.currency,
    webhookPath: `/api/webhooks/${row.provider}/${row.id}`,
    createdAt: row.createdAt,
    fields: provider.settingsFields.map((field) => ({ ...field, options: [...field.options] })),
    settings: provider.redactSettings(JSON.parse(unseal({ sealed: row.settingsSealed, keyId: row.settingsKeyId, binding: row.id }))),
    isPaired: provider.pairing !== undefined,
    change: change && {
      id: change.id,
      kind: change.kind === "credentials" ? "credentials" : "activate",
      changed: change.changedNames.map((name) => labels.get(name) ?? name),
      proposedByName: change.proposedByName,
      isYours: change.proposedById === actorId(actor),
      proposedAt: change.proposedAt,
      expiresAt: change.expiresAt,
    },
    preflight,
  };
}

/** The newest trial; asked again while it runs. */
export async function readPreflight(row: Pick<Connection, "id" | "settingsMark" | "provider">): Promise<PreflightView | null> {
  const run = await db().preflightRun.findFirst({
    where: { connectionId: row.id },
    orderBy: { startedAt: "desc" },
    include: { checks: { orderBy: { sequence: "asc" } } },
  });
  if (!run) return null;
  const { settingsFields } = providerOf(row.provider);
  return {
    runId: run.id,
    startedByName: run.startedByName,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    outcome: run.outcome === "green" || run.outcome === "red" ? run.outcome : null,
    isOutdated: run.settingsHash !== row.settingsMark,
    checks: run.checks.map(({ name, state, sentence, field, remedy }) => ({
      name,
      title: isPreflightName(name) ? PREFLIGHT_CHECKS[name] : name,
      state: PREFLIGHT_STATES.find((one) => one === state) ?? "waiting",
      sentence,
      field: field && (settingsFields.find((one) => one.name === field)?.label ?? field),
      remedy,
    })),
  };
}

/** For the route that a running trial is followed by. */
export async function readPreflightOf(merchantId: string, connectionId: string): Promise<PreflightView | null> {
  const row = await db().connection.findFirst({ where: { id: connectionId, merchantId } });
  return row && readPreflight(row);
}
