import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { seal, unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ConnectionMode } from "@/lib/providers/contract/manifest";
import type { PairingCode } from "@/lib/providers/contract/pairing";
import { findProvider, providerOf } from "@/lib/providers/registry";
import { modeOf, unstoredContext } from "./open-connection";
import { switchConnection } from "./switch-connection";

export type BeginPairing = { readonly provider: string; readonly name: string; readonly mode: ConnectionMode };
export type BegunPairing = { readonly connectionId: string; readonly codes: readonly PairingCode[] };

/**
 * For a provider that gives out credentials itself: asks for them with a key made here, stores them switched off, and answers with
 * the codes that somebody approves on the provider's own pages.
 */
export async function beginPairing(actor: Actor, { provider: id, name, mode }: BeginPairing): Promise<Result<BegunPairing, Denial>> {
  if (!may(actor, "connection.manage")) return failed(denial("forbidden"));
  const provider = findProvider(id);
  if (!provider?.pairing) return failed(denial("invalidInput", "This provider is connected with credentials of its own dashboard."));
  const begun = await provider.pairing.begin(provider.pairing.newSettings(), unstoredContext(provider, mode));
  if (begun.kind === "unavailable") return failed(denial("providerUnavailable"));

  const connectionId = newId("connection");
  const { sealed, keyId } = seal(JSON.stringify(begun.settings), connectionId);
  try {
    await inTransaction(async (tx) => {
      const { merchantId } = actor;
      const columns = { settingsSealed: sealed, settingsKeyId: keyId, state: "disabled" };
      await tx.connection.create({ data: { id: connectionId, merchantId, provider: id, name, mode, ...columns } });
      await writeAudit(tx, {
        actor,
        event: "connection.created",
        subject: { kind: "connection", id: connectionId },
        details: { provider: id, name, mode, pairing: "begun" },
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return failed(denial("invalidInput", `There is already a connection called ${name}.`, { name: ["Choose another name."] }));
  }
  return ok({ connectionId, codes: begun.codes });
}

export type PairingChecked = { readonly state: "approved" | "waiting"; readonly sentence: string };

/** Whether somebody has approved the codes. If so the connection is switched on; at a live one another admin confirms that. */
export async function checkPairing(actor: Actor, { connectionId }: { connectionId: string }): Promise<Result<PairingChecked, Denial>> {
  if (!may(actor, "connection.manage")) return failed(denial("forbidden"));
  const row = await db().connection.findFirst({ where: { id: connectionId, merchantId: actor.merchantId } });
  if (!row) return failed(denial("notFound"));
  const provider = providerOf(row.provider);
  if (!provider.pairing) return failed(denial("invalidInput", "This connection was not made by pairing."));
  const settings: unknown = JSON.parse(unseal({ sealed: row.settingsSealed, keyId: row.settingsKeyId, binding: row.id }));
  const state = await provider.pairing.check(settings, unstoredContext(provider, modeOf(row.mode)));
  if (state.kind === "unavailable") return failed(denial("providerUnavailable"));
  if (state.kind === "waiting") return ok({ state: "waiting", sentence: `The code for ${state.purpose} has not been approved yet.` });
  if (row.state === "active") return ok({ state: "approved", sentence: "The pairing is approved." });
  const switched = await switchConnection(actor, { connectionId, to: "active" });
  if (!switched.ok) return switched;
  const sentence = switched.value.waitsForAnother
    ? "The pairing is approved. Another admin has to confirm the connection."
    : "The pairing is approved, and the connection is on.";
  return ok({ state: "approved", sentence });
}
