import { toDecimal } from "@/lib/base/money";
import { failed, ok, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ProviderConnection } from "@/lib/providers/contract/connection";
import type { ConnectionMode } from "@/lib/providers/contract/manifest";
import { findProvider } from "@/lib/providers/registry";
import { settingsDenial } from "./create-connection";
import { unstoredContext } from "./open-connection";
import { remedyFor } from "./remedy-for";

export type TrySettings = { readonly provider: string; readonly mode: ConnectionMode; readonly settings: unknown };
export type TriedSettings = { readonly sentence: string };

/** Test before save: one harmless call with what was typed. Nothing is stored, whatever comes of it. */
export async function trySettings(actor: Actor, input: TrySettings): Promise<Result<TriedSettings, Denial>> {
  if (!may(actor, "connection.manage")) return failed(denial("forbidden"));
  const provider = findProvider(input.provider);
  if (!provider) return failed(denial("invalidInput", `There is no provider called ${input.provider}.`));
  const settings = provider.parseSettings(input.settings);
  if (!settings.ok) return failed(settingsDenial(provider.manifest.label, settings.error));
  const connection = provider.connect(settings.value, unstoredContext(provider, input.mode));
  const answer = await askHarmlessly(connection);
  if (answer.kind === "read") return ok({ sentence: `${provider.manifest.label} accepts these credentials. ${answer.sentence}` });
  const { sentence, remedy, field } = remedyFor(provider, answer.fault);
  return failed(denial("providerUnavailable", `${sentence} ${remedy}`, field ? { [field]: [remedy] } : undefined));
}

/** The account where the provider shows one, else what is on it, else a payout that cannot be there. */
async function askHarmlessly(connection: ProviderConnection) {
  if (connection.readBalances) {
    const read = await connection.readBalances();
    if (read.kind === "unavailable") return read;
    const [balance] = read.balances;
    const sentence = balance ? `Available: ${toDecimal(balance.available)} ${balance.available.currency}.` : "No balance is shown.";
    return { kind: "read", sentence } as const;
  }
  const found = await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: crypto.randomUUID() });
  return found.kind === "unavailable" ? found : ({ kind: "read", sentence: "" } as const);
}
