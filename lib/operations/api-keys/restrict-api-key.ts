import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { RestrictApiKey } from "@/lib/domain/access/api-key-schema";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { findGoodKey } from "./find-good-key";
import { writeRanges } from "./write-ranges";

export type RestrictedApiKey = { readonly apiKeyId: string; readonly ranges: readonly string[]; readonly waitsForAnother: boolean };

/**
 * Where a key may be used from: these ranges of addresses, or anywhere where there are none. What a list lets in and what it shuts out
 * are both for two people: a wrong one stops the merchant's payouts.
 */
export async function restrictApiKey(actor: Actor, { apiKeyId, ranges }: RestrictApiKey): Promise<Result<RestrictedApiKey, Denial>> {
  if (actor.kind !== "system" && !may(actor, "apiKey.manage")) return failed(denial("forbidden"));
  const waitsForAnother = actor.kind !== "system";
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    const found = await findGoodKey(tx, actor, apiKeyId);
    if (!found.ok) return found;
    const { name, ranges: from } = found.value;
    if (from.join() === ranges.join())
      return failed(denial("invalidInput", "That is what holds already.", { ranges: ["That is what holds already."] }));
    const wish: WishOf<"apiKey.restrict"> = { kind: "apiKey.restrict", apiKeyId, name, from, to: ranges };
    if (waitsForAnother) {
      await proposeAccessChange(tx, actor, wish);
      return ok({ apiKeyId, ranges, waitsForAnother });
    }
    const written = await writeRanges(tx, actor, wish);
    return written.ok ? ok({ apiKeyId, ranges, waitsForAnother }) : written;
  });
}
