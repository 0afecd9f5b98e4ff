import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type DecideChange, KEY_CHANGES } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type DecidedChange, decideAccessChange } from "@/lib/operations/changes/decide-access-change";
import { writeApiKey } from "./write-api-key";
import { writeRanges } from "./write-ranges";
import { writeRotation } from "./write-rotation";

/** The second word on a key that somebody asked for, its next secret, or where it may be used from. Only whoever asked ever saw it. */
export async function decideKeyChange(actor: Actor, input: DecideChange): Promise<Result<DecidedChange, Denial>> {
  if (actor.kind !== "system" && !may(actor, "apiKey.manage")) return failed(denial("forbidden"));
  return decideAccessChange({
    ...input,
    actor,
    kinds: KEY_CHANGES,
    apply: async (tx, _by, wish) => {
      if (wish.kind === "apiKey.rotate") return writeRotation(tx, actor, wish);
      if (wish.kind === "apiKey.restrict") return writeRanges(tx, actor, wish);
      if (wish.kind !== "apiKey.create") throw new Error(`Keys do not decide on ${wish.kind}.`);
      const expiresAt = wish.expiresAt === null ? null : new Date(wish.expiresAt);
      if (expiresAt && expiresAt <= currentTime()) {
        return failed(denial("changedMeanwhile", "The key would have expired by now. Ask for another."));
      }
      await writeApiKey(tx, actor, { ...wish, hash: new Uint8Array(Buffer.from(wish.hash, "hex")), expiresAt });
      return ok({});
    },
  });
}
