import * as z from "zod";
import { newUuid } from "@/lib/base/id";
import { writeWire } from "@/lib/base/wire";
import { EMPTY_DRAFT, PayoutDraft } from "@/lib/domain/payout/draft";

/**
 * A payout that is being made, kept in this tab until it is made. The key is made with it and sent with every try: a second press,
 * a reload, the way back and a lost answer are all the same payout. Only a payout that was made ends it.
 */
export type KeptDraft = { readonly submissionKey: string; readonly draft: PayoutDraft };

const Kept = z.object({ submissionKey: z.uuid(), draft: PayoutDraft });

/** Whose draft, and what it was begun from: nobody finds another's, and "another like this" does not overwrite a blank one. */
export type DraftPlace = { readonly merchantId: string; readonly personId: string; readonly origin: string };

export function openDraft(place: DraftPlace, start: Partial<PayoutDraft>): KeptDraft {
  const kept = readKept(place);
  if (kept) return kept;
  const fresh = { submissionKey: newUuid(), draft: { ...EMPTY_DRAFT, way: readWay(), ...start } };
  keepDraft(place, fresh);
  return fresh;
}

export function keepDraft(place: DraftPlace, kept: KeptDraft) {
  try {
    sessionStorage.setItem(nameOf(place), writeWire(kept));
  } catch {
    // Storage may be full or closed to us: the form still works, it only does not survive a reload.
  }
}

/** It was made: the next form is blank, has a key of its own, and opens on the way that was used last. */
export function endDraft(place: DraftPlace, { way }: Pick<PayoutDraft, "way">) {
  try {
    sessionStorage.removeItem(nameOf(place));
    localStorage.setItem(LAST_WAY, way);
  } catch {
    // As above; the key stays used up either way, and the server knows it.
  }
}

const LAST_WAY = "counterfoil.payoutWay";

function readWay(): PayoutDraft["way"] {
  try {
    return localStorage.getItem(LAST_WAY) === "open" ? "open" : "closed";
  } catch {
    return "closed";
  }
}

function readKept(place: DraftPlace): KeptDraft | null {
  try {
    const parsed = Kept.safeParse(JSON.parse(sessionStorage.getItem(nameOf(place)) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function nameOf({ merchantId, personId, origin }: DraftPlace): string {
  return `counterfoil.newPayout.${merchantId}.${personId}.${origin}`;
}
