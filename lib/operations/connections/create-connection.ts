import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { seal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { env } from "@/lib/env";
import type { ConnectionMode } from "@/lib/providers/contract/manifest";
import { findProvider } from "@/lib/providers/registry";
import { proposeChange } from "./propose-change";

export type CreateConnection = {
  readonly provider: string;
  readonly name: string;
  readonly mode: ConnectionMode;
  /** As typed; parsed by the provider's own schema and sealed before it touches the disk. */
  readonly settings: unknown;
};

const LIVE_IN_DEMO = "Demo people have a published password and must not stand next to a live connection: start with DEMO=0 first.";

/** Connects a merchant account at a provider. Done by an admin, or by the operator at the machine (actor kind `system`). */
export async function createConnection(actor: Actor, input: CreateConnection): Promise<Result<{ connectionId: string }, Denial>> {
  if (actor.kind !== "system" && !may(actor, "connection.manage")) return failed(denial("forbidden"));
  if (input.mode === "live" && env().demo) return failed(denial("invalidInput", LIVE_IN_DEMO, { mode: [LIVE_IN_DEMO] }));
  const provider = findProvider(input.provider);
  if (!provider) return failed(denial("invalidInput", `There is no provider called ${input.provider}.`));
  const settings = provider.parseSettings(input.settings);
  if (!settings.ok) {
    return failed(settingsDenial(provider.manifest.label, settings.error));
  }

  const connectionId = newId("connection");
  const { sealed, keyId } = seal(JSON.stringify(settings.value), connectionId);
  try {
    await inTransaction(async (tx) => {
      await tx.connection.create({
        data: {
          id: connectionId,
          merchantId: actor.merchantId,
          provider: provider.manifest.id,
          name: input.name,
          mode: input.mode,
          settingsSealed: sealed,
          settingsKeyId: keyId,
          // Real money moves only once another admin has said so.
          state: input.mode === "live" ? "disabled" : "active",
        },
      });
      if (input.mode === "live") await proposeChange(tx, actor, { connectionId, kind: "activate", settings: null, changedNames: [] });
      await writeAudit(tx, {
        actor,
        event: "connection.created",
        subject: { kind: "connection", id: connectionId },
        details: { provider: input.provider, name: input.name, mode: input.mode },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error))
      return failed(denial("invalidInput", `There is already a connection called ${input.name}.`, { name: ["Choose another name."] }));
    throw error;
  }
  return ok({ connectionId });
}

/** The provider's own complaints, by the names that its settings have. */
export function settingsDenial(label: string, problems: Readonly<Record<string, string>>): Denial {
  const fields = Object.fromEntries(Object.entries(problems).map(([name, sentence]) => [name, [sentence]]));
  return denial("invalidInput", `The settings for ${label} need changing.`, fields);
}
