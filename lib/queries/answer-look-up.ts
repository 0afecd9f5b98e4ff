import * as z from "zod";
import { db } from "@/lib/db/client";
import type { LookUpQuestion, LookUpReading } from "@/lib/domain/payout/look-up-question";
import { type RankedPayout, rankFound } from "@/lib/domain/payout/look-up-rank";
import type { LookUpAnswer, LookUpHit } from "@/lib/domain/payout/look-up-view";
import { nearestNames } from "@/lib/domain/payout/nearest-names";
import { type Asker, alikeNamesStatement, identifierStatement, lookUpStatement, MOST_HITS, nearNamesStatement } from "./look-up-statements";
import { type FoundHit, readLookUpHits } from "./read-look-up-hits";

/** Of one of many ids: that there are several is the answer, not all of them. */
const MOST_OF_AN_ID = 3;

/** Answers what was pasted: cards for one question, a line for each of many ids. */
export async function answerLookUp(asker: Asker, question: LookUpQuestion): Promise<LookUpAnswer> {
  if (question.kind === "nothing") return { kind: "nothing" };
  if (question.kind === "many") return answerMany(asker, question);

  const { merchantId, timeZone } = asker;
  const asTyped = await readLookUpHits(merchantId, lookUpStatement(question.readings, asker));
  // Only when nothing at all is called so: a name that somebody misheard.
  const found = asTyped.length > 0 ? asTyped : (await Promise.all(question.readings.map((reading) => askAlike(asker, reading)))).flat();
  const day = question.readings.flatMap((reading) => (reading.kind === "amount" ? reading.day : [])).at(0) ?? null;
  const ranked = rankFound(found, { day, timeZone });
  const hits = withReason(found, ranked.slice(0, MOST_HITS));
  return { kind: "one", hits, hasMore: ranked.length > MOST_HITS, note: question.note };
}

const Names = z.array(z.object({ name: z.string() }));
/** Words that a misheard name is looked for by, the longest first: it says most. */
const MOST_WORDS = 3;

async function askAlike({ merchantId }: Asker, reading: LookUpReading): Promise<readonly FoundHit[]> {
  if (reading.kind !== "name") return [];
  const longestFirst = [...reading.words].filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
  for (const word of longestFirst.slice(0, MOST_WORDS)) {
    const alike = Names.parse(await db().$queryRaw(alikeNamesStatement(merchantId, word)));
    const names = nearestNames(
      reading.words,
      alike.map(({ name }) => name),
    );
    if (names.length === 0) continue;
    return readLookUpHits(merchantId, nearNamesStatement(merchantId, { wanted: reading.words.join(" "), names }));
  }
  return [];
}

async function answerMany(asker: Asker, { ids, left }: Extract<LookUpQuestion, { kind: "many" }>): Promise<LookUpAnswer> {
  const found = await readLookUpHits(asker.merchantId, identifierStatement(asker.merchantId, { ids, limit: MOST_OF_AN_ID }));
  const byId = new Map<string, FoundHit[]>();
  for (const one of found) byId.set(one.wanted, [...(byId.get(one.wanted) ?? []), one]);
  const answers = ids.map((id) => {
    const own = byId.get(id) ?? [];
    return { id, hits: withReason(own, rankFound(own, { day: null, timeZone: asker.timeZone }).slice(0, MOST_OF_AN_ID)) };
  });
  return { kind: "many", answers, left };
}

/** In the order of their rank, each with its reason. */
function withReason(found: readonly FoundHit[], ranked: readonly RankedPayout[]): LookUpHit[] {
  const facts = new Map(found.map(({ wanted: _, how: __, detail: ___, ...hit }) => [hit.id, hit]));
  return ranked.flatMap(({ id, why }) => {
    const hit = facts.get(id);
    return hit ? [{ ...hit, why }] : [];
  });
}
