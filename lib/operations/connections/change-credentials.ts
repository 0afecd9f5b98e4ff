import * as z from "zod";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { seal, unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { providerOf } from "@/lib/providers/registry";
import { settingsDenial } from "./create-connection";
import { lockConnection } from "./lock-connection";
import { proposeChange } from "./propose-change";

export type ChangeCredentials = {
  readonly connectionId: string;
  /** What is left empty stays as it is: secrets are never shown, so they cannot be typed again unchanged. */
  readonly settings: Readonly<Record<string, string>>;
};

export type ChangedCredentials = { readonly connectionId: string; readonly waitsForAnother: boolean };

const Stored = z.record(z.string(), z.unknown());

/** Gives a connection other settings: at once where no real money moves, after another admin's word where it does. */
export async function changeCredentials(actor: Actor, input: ChangeCredentials): Promise<Result<ChangedCredentials, Denial>> {
  if (!may(actor, "connection.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const row = await lockConnection(tx, { connectionId: input.connectionId, merchantId: actor.merchantId });
    if (!row) return failed(denial("notFound"));
    const { id: connectionId, mode } = row;
    const provider = providerOf(row.provider);
    const before = Stored.parse(JSON.parse(unseal({ sealed: row.settingsSealed, keyId: row.settingsKeyId, binding: row.id })));
    const typed = Object.fromEntries(Object.entries(input.settings).filter(([, value]) => value.trim() !== ""));
    const parsed = provider.parseSettings({ ...before, ...typed });
    if (!parsed.ok) return failed(settingsDenial(provider.manifest.label, parsed.error));
    const settings = parsed.value;
    // Read as it would be today: a setting that was added since stands at its default, and is no change of anybody's.
    const stored = provider.parseSettings(before);
    const was = stored.ok ? stored.value : before;
    const names = provider.settingsFields.map(({ name }) => name);
    const changedNames = names.filter((name) => JSON.stringify(settings[name] ?? null) !== JSON.stringify(was[name] ?? null));
    if (changedNames.length === 0) return failed(denial("invalidInput", "Nothing would change: these are the settings that it has."));

    if (mode === "live") {
      await proposeChange(tx, actor, { connectionId, kind: "credentials", settings, changedNames });
      return ok({ connectionId, waitsForAnother: true });
    }
    const { sealed, keyId } = seal(JSON.stringify(settings), connectionId);
    // Another account may pay in another currency: it is learnt anew.
    await tx.connection.update({ where: { id: connectionId }, data: { settingsSealed: sealed, settingsKeyId: keyId, currency: null } });
    await writeAudit(tx, {
      actor,
      event: "connection.changed",
      subject: { kind: "connection", id: connectionId },
      details: { changed: changedNames },
    });
    return ok({ connectionId, waitsForAnother: false });
  });
}
