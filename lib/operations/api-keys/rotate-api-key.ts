import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { RotateApiKey } from "@/lib/domain/access/api-key-schema";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { hashApiKey, newApiKeyText, prefixOf } from "./api-key-text";
import type { CreatedApiKey } from "./create-api-key";
import { findGoodKey } from "./find-good-key";
import { writeRotation } from "./write-rotation";

/**
 * A new secret for the same key, while the old one still opens for as long as was chosen, so that a system changes over without a moment
 * in which neither does. It is a way in as much as a new key is: an admin asks and gets it, and it works once a second one has confirmed it.
 */
export async function rotateApiKey(actor: Actor, { apiKeyId, overlapHours }: RotateApiKey): Promise<Result<CreatedApiKey, Denial>> {
  if (actor.kind !== "system" && !may(actor, "apiKey.manage")) return failed(denial("forbidden"));
  const key = newApiKeyText();
  const waitsForAnother = actor.kind !== "system";
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    const found = await findGoodKey(tx, actor, apiKeyId);
    if (!found.ok) return found;
    const { name, prefix: from } = found.value;
    const hash = Buffer.from(hashApiKey(key)).toString("hex");
    const wish = { kind: "apiKey.rotate", apiKeyId, name, from, prefix: prefixOf(key), hash, overlapHours } as const;
    if (waitsForAnother) {
      await proposeAccessChange(tx, actor, wish);
      return ok({ apiKeyId, key, waitsForAnother });
    }
    const written = await writeRotation(tx, actor, wish);
    return written.ok ? ok({ apiKeyId, key, waitsForAnother }) : written;
  });
}
