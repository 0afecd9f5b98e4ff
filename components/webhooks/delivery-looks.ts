import { Check, CircleHelp, Hourglass, type LucideIcon, Minus, ShieldCheck, ShieldQuestion, ShieldX } from "lucide-react";
import type { BadgeTone } from "@/components/ui/badge";
import type { DeliveryRow } from "@/lib/queries/list-deliveries";

type Look = { readonly word: string; readonly tone: BadgeTone; readonly Icon: LucideIcon };

export const PROOF_LOOKS = {
  signed: { word: "Verified", tone: "good", Icon: ShieldCheck },
  unsigned: { word: "Unsigned", tone: "outline", Icon: ShieldQuestion },
  forged: { word: "Forged", tone: "red", Icon: ShieldX },
  undecided: { word: "Not checked yet", tone: "hatched", Icon: CircleHelp },
} as const satisfies Record<DeliveryRow["proof"], Look>;

export const STATE_LOOKS = {
  stored: { word: "In the queue", tone: "slate", Icon: Hourglass },
  applied: { word: "Applied", tone: "good", Icon: Check },
  irrelevant: { word: "Nothing to do", tone: "neutral", Icon: Minus },
  waiting: { word: "Waits", tone: "amber", Icon: Hourglass },
  refused: { word: "Refused", tone: "red", Icon: ShieldX },
} as const satisfies Record<DeliveryRow["state"], Look>;

const EFFECTS: Readonly<Record<string, string>> = {
  move: "Moved the payout",
  already: "Told what was known",
  behind: "Told what was over already",
  unrecognised: "Says something that we do not know",
  contradiction: "Contradicts what we know",
};

/** What became of it, in a few words. */
export function sayOutcome({ state, proof, effect, note, forgedWhy, payoutNumber }: DeliveryRow): string {
  if (state === "refused") return forgedWhy ?? "Its proof does not hold.";
  if (state === "waiting") return note ?? "Its proof could not be checked yet.";
  if (state === "stored") return "It is applied in a moment.";
  if (effect) return EFFECTS[effect] ?? "Was read";
  if (state === "irrelevant") return note ?? "About nothing that is kept here.";
  return payoutNumber && proof === "unsigned" ? "A hint: the provider was asked" : (note ?? "Was read");
}
