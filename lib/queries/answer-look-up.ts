import { z } from "zod";
import { db } from "@/lib/db/client";
import { keepPlan } from "@/lib/db/kept-plan";
import type { LookUpQuestion, LookUpReading } from "@/lib/domain/payout/look-up-question";
import { type FoundPayout, HOWS, type RankedPayout, rankFound } from "@/lib/domain/payout/look-up-rank";
import type { LookUpAnswer, LookUpHit } from "@/lib/domain/payout/look-up-view";
import { nearestNames } from "@/lib/domain/payout/nearest-names";
import {
  type Asker,
  alikeNamesStatement,
  identifierStatement,
  LEAST_ALIKE,
  lookUpStatement,
  MOST_HITS,
  MOST_NAMES,
  nearNamesStatement,
  recentNamesStatement,
} from "./look-up-statements";
import { readLookUpHits } from "./read-look-up-hits";

const Found = z.array(
  z.object({ wanted: z.string(), how: z.enum(HOWS), id: z.string(), createdAt: z.date(), detail: z.string().nullable() }),
);

/** Of one of many ids: that there are several is the answer, not all of them. */
const MOST_OF_AN_ID = 3;

/** Answers what was pasted: cards for one question, a line for each of many ids. */
export async function answerLookUp(asker: Asker, question: LookUpQuestion): Promise<LookUpAnswer> {
  if (question.kind === "nothing") return { kind: "nothing" };
  if (question.kind === "many") return answerMany(asker, question);

  const asTyped = (await Promise.all(question.readings.map((reading) => ask(asker, reading)))).flat();
  // Only when nothing at all is called so: a name that somebody misheard.
  const found = asTyped.length > 0 ? asTyped : (await Promise.all(question.readings.map((reading) => askAlike(asker, reading)))).flat();
  const day = question.readings.flatMap((reading) => (reading.kind === "amount" ? reading.day : [])).at(0) ?? null;
  const ranked = rankFound(found, { day, timeZone: asker.timeZone });
  const hits = await readHits(asker, ranked.slice(0, MOST_HITS));
  return { kind: "one", hits, hasMore: ranked.length > MOST_HITS, note: question.note };
}

async function ask(asker: Asker, reading: LookUpReading): Promise<readonly FoundPayout[]> {
  const found = Found.parse(await db().$queryRaw(keepPlan(lookUpStatement(reading, asker))));
  if (reading.kind !== "name") return found;
  const names = new Set(found.map(({ detail }) => detail));
  if (names.size < MOST_NAMES) return found;
  return [...found, ...Found.parse(await db().$queryRaw(recentNamesStatement(asker.merchantId, reading.words)))];
}

const Names = z.array(z.object({ name: z.string() }));
/** Words that a misheard name is looked for by, the longest first: it says most. */
const MOST_WORDS = 3;

async function askAlike({ merchantId }: Asker, reading: LookUpReading): Promise<readonly FoundPayout[]> {
  if (reading.kind !== "name") return [];
  const longestFirst = [...reading.words].filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
  for (const word of longestFirst.slice(0, MOST_WORDS)) {
    const names = nearestNames(reading.words, await readAlike(merchantId, word));
    if (names.length === 0) continue;
    return Found.parse(await db().$queryRaw(nearNamesStatement(merchantId, { wanted: reading.words.join(" "), names })));
  }
  return [];
}

/** How alike is alike belongs to the session, so it is set for this one question. */
async function readAlike(merchantId: string, word: string): Promise<readonly string[]> {
  const [, names] = await db().$transaction([
    db().$queryRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(LEAST_ALIKE)}, true)`,
    db().$queryRaw(alikeNamesStatement(merchantId, word)),
  ]);
  return Names.parse(names).map(({ name }) => name);
}

async function answerMany(asker: Asker, { ids, left }: Extract<LookUpQuestion, { kind: "many" }>): Promise<LookUpAnswer> {
  const statement = identifierStatement(asker.merchantId, { ids, limit: MOST_OF_AN_ID });
  const found = Found.parse(await db().$queryRaw(keepPlan(statement)));
  const rankedOf = new Map<string, readonly RankedPayout[]>();
  for (const id of ids) {
    const own = found.filter(({ wanted }) => wanted === id);
    rankedOf.set(id, rankFound(own, { day: null, timeZone: asker.timeZone }).slice(0, MOST_OF_AN_ID));
  }
  const hits = await readHits(asker, [...rankedOf.values()].flat());
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const answers = ids.map((id) => ({
    id,
    hits: (rankedOf.get(id) ?? []).flatMap((ranked) => {
      const hit = byId.get(ranked.id);
      return hit ? [{ ...hit, why: ranked.why }] : [];
    }),
  }));
  return { kind: "many", answers, left };
}

/** In the order of their rank, each with its reason. */
async function readHits({ merchantId }: Asker, ranked: readonly RankedPayout[]): Promise<LookUpHit[]> {
  const ids = [...new Set(ranked.map(({ id }) => id))];
  const facts = new Map((ids.length > 0 ? await readLookUpHits(merchantId, ids) : []).map((hit) => [hit.id, hit]));
  return ranked.flatMap(({ id, why }) => {
    const hit = facts.get(id);
    return hit ? [{ ...hit, why }] : [];
  });
}
