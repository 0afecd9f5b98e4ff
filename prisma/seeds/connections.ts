import { db } from "@/lib/db/client";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { PROVIDER_IDS } from "@/lib/providers/registry";
import { demoProviderOf } from "./demo-providers/table";

/** A merchant account at every provider of the registry that the demo knows, with credentials of its own. Makes what is missing. */
export async function ensureConnections({ merchantId, withDisabled }: { merchantId: string; withDisabled: boolean }): Promise<void> {
  const actor = { kind: "system", name: "Counterfoil demo", merchantId } as const;
  for (const provider of PROVIDER_IDS) {
    const demo = demoProviderOf(provider);
    for (const { name, isDisabled = false } of demo?.connections ?? []) {
      if (!demo || (isDisabled && !withDisabled)) continue;
      const known = await db().connection.findUnique({ where: { merchantId_name: { merchantId, name } } });
      if (!known) {
        const created = await createConnection(actor, { provider, name, mode: "simulator", settings: demo.makeSettings() });
        if (!created.ok) throw new Error(`The connection ${name} could not be made: ${created.error.sentence}`);
      }
    }
  }
}

/** Connections that are shown switched off. It happens once, with the history: what a person changes later stays. */
export function namesOfDisabled(): readonly string[] {
  const connections = PROVIDER_IDS.flatMap((id) => demoProviderOf(id)?.connections ?? []);
  return connections.filter(({ isDisabled }) => isDisabled).map(({ name }) => name);
}
