import * as z from "zod";

/** What one press can stop, from the narrowest to everything that the merchant pays. */
export const FREEZE_SCOPES = ["connection", "receiver", "maker", "merchant"] as const;
export type FreezeScope = (typeof FREEZE_SCOPES)[number];

export function isFreezeScope(text: string): text is FreezeScope {
  return FREEZE_SCOPES.some((scope) => scope === text);
}

const Reason = z.string().trim().min(1, "Say in a few words why.").max(500, "500 characters at most.");

/** The reason may come afterwards: stopping comes first. */
export const SetFreeze = z.union([
  z.object({ scope: z.literal("merchant"), reason: Reason.optional() }),
  z.object({ scope: z.enum(["connection", "receiver", "maker"]), targetId: z.string().min(1).max(60), reason: Reason.optional() }),
]);
export type SetFreeze = z.infer<typeof SetFreeze>;

export const ExplainFreeze = z.object({ freezeId: z.string().min(1).max(60), reason: Reason });
export type ExplainFreeze = z.infer<typeof ExplainFreeze>;

export const FreezeRef = z.object({ freezeId: z.string().min(1).max(60) });
export type FreezeRef = z.infer<typeof FreezeRef>;

/** What is stopped, in the middle of a sentence. */
export function sayFrozen({ scope, targetName }: { readonly scope: FreezeScope; readonly targetName: string }): string {
  return FROZEN[scope](targetName);
}

const FROZEN: Record<FreezeScope, (name: string) => string> = {
  connection: (name) => `everything that leaves from ${name}`,
  receiver: (name) => `everything to ${name}`,
  maker: (name) => `everything that ${name} makes`,
  merchant: () => "everything",
};
