import { db } from "@/lib/db/client";
import { providerOf } from "@/lib/providers/registry";

export type SettingsConnection = {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly providerLabel: string;
  readonly mode: string;
  readonly isActive: boolean;
  readonly currency: string | null;
  readonly waitsForAnother: boolean;
  /** Of the newest trial: null where there is none, or it runs. */
  readonly preflight: string | null;
};

export async function listSettingsConnections(merchantId: string): Promise<readonly SettingsConnection[]> {
  const rows = await db().connection.findMany({
    where: { merchantId },
    include: {
      changes: { where: { outcome: null }, select: { id: true }, take: 1 },
      preflights: { orderBy: { startedAt: "desc" }, take: 1, select: { outcome: true } },
    },
    orderBy: { name: "asc" },
  });
  return rows.map(({ id, name, provider, mode, state, currency, changes, preflights }) => ({
    id,
    name,
    provider,
    providerLabel: providerOf(provider).manifest.label,
    mode,
    isActive: state === "active",
    currency,
    waitsForAnother: changes.length > 0,
    preflight: preflights[0]?.outcome ?? null,
  }));
}
