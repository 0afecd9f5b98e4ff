import { ENROLMENT_STATES, type EnrolmentState } from "@/lib/domain/enrolment/state";

export const RECEIVER_STATES = ["active", "closed", "merged"] as const;
export type ReceiverStateFilter = (typeof RECEIVER_STATES)[number];

/** How far a receiver is with providers that pay only those whom they know; `none`: nobody has asked one of them yet. */
export const READINESS = [...ENROLMENT_STATES, "none"] as const;
export type Readiness = EnrolmentState | "none";

/** What the list of receivers is narrowed by, all of it in the address. */
export type ReceiverFilters = {
  readonly text: string;
  readonly state: ReceiverStateFilter | null;
  readonly readiness: Readiness | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly tag: string | null;
};

export const NO_FILTERS: ReceiverFilters = { text: "", state: null, readiness: null, country: null, tag: null };

type Raw = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What cannot be read filters nothing: an old link shows more, never an error. */
export function readReceiverFilters(raw: Raw): ReceiverFilters {
  const one = (name: string) => [raw[name] ?? ""].flat()[0]?.trim().slice(0, 200) ?? "";
  return {
    text: one("q"),
    state: RECEIVER_STATES.find((state) => state === one("state")) ?? null,
    readiness: READINESS.find((readiness) => readiness === one("readiness")) ?? null,
    country: /^[A-Z]{2}$/.test(one("country")) ? one("country") : null,
    tag: one("tag").toLowerCase() || null,
  };
}

/** The same as an address has it, without what filters nothing. */
export function writeReceiverFilters({ text, state, readiness, country, tag }: ReceiverFilters): Record<string, string> {
  const words = { q: text, state, readiness, country, tag };
  return Object.fromEntries(Object.entries(words).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

export function isFiltered(filters: ReceiverFilters): boolean {
  return Object.keys(writeReceiverFilters(filters)).length > 0;
}
