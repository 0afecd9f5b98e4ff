import * as z from "zod";
import { failed, ok, type Result } from "@/lib/base/result";
import { seededRandom } from "./simulator-random";
import type { Store } from "./simulator-store";

/**
 * What a request is for. Moods about booking strike only where something can be booked; look-ups stay honest, and enrolling a
 * receiver goes well unless `on` names it.
 */
const REQUEST_KINDS = ["create", "enrol", "read", "auth", "keys"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

const ON_CREATE = ["create"] as const;
const ON_CALLS = ["create", "enrol", "read", "auth"] as const;
const ELSEWHERE = [] as const;

/** Every mood, and the requests that it strikes unless told otherwise by `on`. Those that strike none are about fates and webhooks. */
export const MOODS = {
  /** Nothing special; ends every other mood. */
  fine: ELSEWHERE,
  /** Acted on at once, answered late. */
  slow: ON_CALLS,
  /** Nothing booked, no answer. */
  timeoutBefore: ON_CREATE,
  /** Booked, no answer. */
  timeoutAfter: ON_CREATE,
  /** Booked, then 502. */
  errorAfter: ON_CREATE,
  /** Booked, then a 2xx that cannot be read. */
  garbled: ON_CREATE,
  /** Booked, then a 2xx without a body. */
  emptyBody: ON_CREATE,
  /** 429 with Retry-After; nothing done. */
  rateLimited: ON_CALLS,
  /** 503 with Retry-After; nothing done. */
  down: ON_CALLS,
  /** refuse:<reason>: the create call is refused. */
  refuse: ON_CREATE,
  /** fail:<reason>: accepted, later failed. */
  fail: ELSEWHERE,
  /** Settled, later returned. */
  bounce: ELSEWHERE,
  /** Accepted, then in a status that no documentation names. */
  unseenStatus: ELSEWHERE,
  webhooksLost: ELSEWHERE,
  webhooksDoubled: ELSEWHERE,
  webhooksShuffled: ELSEWHERE,
  /** Before each true delivery, a lie with a wrong proof. */
  webhooksForged: ELSEWHERE,
} as const satisfies Record<string, readonly RequestKind[]>;

export type MoodName = keyof typeof MOODS;

const WITH_REASON: readonly MoodName[] = ["refuse", "fail"];

/** `times` and `probability` count per request, booking or webhook that the mood could strike. Several words: several moods at once. */
export const MoodWish = z.strictObject({
  mood: z.union([z.string(), z.array(z.string()).min(1)]),
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  /** Which requests a fault strikes, where not the mood's own choice. */
  on: z.array(z.enum(REQUEST_KINDS)).optional(),
  /** How long `slow` takes. */
  delayMs: z.int().nonnegative().optional(),
  /** How long an unanswered connection is held open before it is cut. */
  holdMs: z.int().nonnegative().optional(),
});
export type MoodWish = z.infer<typeof MoodWish>;

const ActiveMood = z.object({
  name: z.custom<MoodName>((value) => typeof value === "string" && isMoodName(value)),
  reason: z.string(),
  timesLeft: z.number().nullable(),
  probability: z.number(),
  seed: z.number().nullable(),
  on: z.array(z.string()),
  delayMs: z.number(),
  holdMs: z.number(),
});
type ActiveMood = z.infer<typeof ActiveMood>;

export type MoodReasons = { readonly refuse: readonly string[]; readonly fail: readonly string[] };

export interface Moods {
  set(wish: MoodWish): Result<readonly ActiveMood[], string>;
  current(): readonly ActiveMood[];
  /** The first of the named moods that strikes now, one of its times used up; null when none does. */
  draw(names: readonly MoodName[], kind?: RequestKind): ActiveMood | null;
}

/** `reasons` gives, for each word a person may write after the colon, the provider's own code. */
export function createMoods(options: {
  readonly store: Store;
  readonly random: () => number;
  readonly reasonOf: (mood: "refuse" | "fail", word: string) => string | null;
  readonly reasons: MoodReasons;
}): Moods {
  const active = options.store.collection("moods", ActiveMood);
  const dice = new Map<string, () => number>();

  const roll = (mood: ActiveMood): number => {
    if (mood.seed === null) return options.random();
    const die = dice.get(mood.name) ?? seededRandom(mood.seed);
    dice.set(mood.name, die);
    return die();
  };

  return {
    set(wish) {
      const moods: ActiveMood[] = [];
      for (const word of [wish.mood].flat()) {
        const read = readMood(word, wish, options);
        if (!read.ok) return read;
        moods.push(read.value);
      }
      for (const { name } of [...active.values()]) active.remove(name);
      dice.clear();
      for (const mood of moods) if (mood.name !== "fine") active.put(mood.name, mood);
      return ok([...active.values()]);
    },
    current: () => [...active.values()],
    draw(names, kind) {
      for (const mood of active.values()) {
        if (!names.some((name) => name === mood.name)) continue;
        if (kind && !mood.on.includes(kind)) continue;
        if (mood.probability < 1 && roll(mood) >= mood.probability) continue;
        if (mood.timesLeft === 1) active.remove(mood.name);
        else if (mood.timesLeft !== null) active.put(mood.name, { ...mood, timesLeft: mood.timesLeft - 1 });
        return mood;
      }
      return null;
    },
  };
}

function readMood(
  word: string,
  wish: MoodWish,
  { reasonOf, reasons }: { reasonOf: (mood: "refuse" | "fail", word: string) => string | null; reasons: MoodReasons },
): Result<ActiveMood, string> {
  const [name = "", ...rest] = word.split(":");
  const given = rest.join(":");
  if (!isMoodName(name)) return failed(`There is no mood "${name}". Moods: ${Object.keys(MOODS).join(", ")}.`);

  let reason = "";
  if (name === "refuse" || name === "fail") {
    const known = reasonOf(name, given);
    if (known === null) return failed(`"${name}" needs one of these reasons after a colon: ${reasons[name].join(", ")}.`);
    reason = known;
  } else if (given !== "") {
    return failed(`"${name}" takes no reason; only ${WITH_REASON.join(" and ")} do.`);
  }
  return ok({
    name,
    reason,
    timesLeft: wish.times ?? null,
    probability: wish.probability ?? 1,
    seed: wish.seed ?? null,
    on: wish.on ?? [...MOODS[name]],
    delayMs: wish.delayMs ?? 3000,
    holdMs: wish.holdMs ?? 60_000,
  });
}

function isMoodName(text: string): text is MoodName {
  return Object.hasOwn(MOODS, text);
}
