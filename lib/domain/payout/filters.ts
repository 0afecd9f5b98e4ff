import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { addDays, type Day, isDay, startOfDay } from "@/lib/base/day";
import { foldText } from "@/lib/base/text";
import { FAILURE_REASONS, isFailureReason } from "./failure";
import { PAYOUT_STATES } from "./lifecycle";

/** What the history can be narrowed by: one shape for the page's address, the live route and the REST door. */

const id = z.string().trim().min(1).max(200, "This is too long to be an id.");
const word = z
  .string()
  .trim()
  .regex(/^[a-z][\w-]{0,39}$/i, "This is not a provider's name.");

/** A day means the whole day in the merchant's zone; an instant means itself. */
export type Moment = { readonly kind: "day"; readonly day: Day } | { readonly kind: "instant"; readonly at: Date };

const FAILURES = Object.keys(FAILURE_REASONS).filter(isFailureReason);

const Zone = z.string().refine(isTimeZone, "There is no such time zone. Give one such as Europe/Berlin.");

const Instant = z.iso.datetime({ offset: true });

const Moment = z.string().transform((text, context): Moment => {
  if (isDay(text)) return { kind: "day", day: text };
  if (Instant.safeParse(text).success) return { kind: "instant", at: new Date(text) };
  context.addIssue({ code: "custom", message: "Give a date such as 2026-11-20, or a time such as 2026-11-20T09:30:00Z." });
  return z.NEVER;
});

const Minor = z
  .string()
  .regex(/^\d{1,30}$/, "Give whole minor units (cents) as digits.")
  .transform((digits) => BigInt(digits));

/** Three characters are the least that the text index can find. */
export const SHORTEST_WORD = 3;

const Text = z
  .string()
  .trim()
  .max(200, "Search for at most 200 characters.")
  .refine((text) => wordsOf(text).some((one) => one.length >= SHORTEST_WORD), "Type at least three characters of a word.");

export const PayoutFilters = z
  .object({
    state: z.array(z.enum(PAYOUT_STATES, { error: "There is no such status." })),
    from: Moment.nullable(),
    to: Moment.nullable(),
    /** Connections by name or id. */
    connection: z.array(id),
    provider: z.array(word),
    currency: z.array(z.enum(CURRENCIES, { error: "This is not a currency that payouts are made in." })),
    loop: z.enum(["closed", "open"], { error: "Give closed or open." }).nullable(),
    reference: id.nullable(),
    orderId: id.nullable(),
    receiverId: id.nullable(),
    makerId: id.nullable(),
    /** Who decided on it, whatever the decision. */
    checkerId: id.nullable(),
    /** The file that it came in with. */
    batchId: id.nullable(),
    /** Whose it is. */
    assigneeId: id.nullable(),
    rail: z.array(z.string().regex(/^[\w -]{1,60}$/, "This is not a rail's name.")),
    failureReason: z.array(z.enum(FAILURES, { error: "There is no such reason." })),
    /** In whose days `from` and `to` are; the merchant's, where it is left out. */
    zone: Zone.nullable(),
    amountFrom: Minor.nullable(),
    amountTo: Minor.nullable(),
    /** Whose status changed since then, whenever they were made. */
    changedFrom: Moment.nullable(),
    /** Only those whose provider says something else than we do. */
    contradicted: z.enum(["yes"], { error: "Give yes, or leave it out." }).nullable(),
    /** Text: number, reference, receiver, order. */
    q: Text.nullable(),
  })
  .superRefine((filters, context) => {
    if (filters.from && filters.to && isAfter(filters.from, filters.to)) {
      context.addIssue({ code: "custom", path: ["to"], message: "This lies before the start." });
    }
    if (filters.amountFrom !== null && filters.amountTo !== null && filters.amountFrom > filters.amountTo) {
      context.addIssue({ code: "custom", path: ["amountTo"], message: "This is less than the lowest amount." });
    }
  });
export type PayoutFilters = z.infer<typeof PayoutFilters>;
export type FilterName = keyof PayoutFilters;

/** How often a filter may stand in an address, in the order in which chips are shown. */
export const FILTER_KINDS = {
  q: "one",
  state: "several",
  from: "one",
  to: "one",
  provider: "several",
  connection: "several",
  currency: "several",
  amountFrom: "one",
  amountTo: "one",
  loop: "one",
  reference: "one",
  orderId: "one",
  receiverId: "one",
  makerId: "one",
  checkerId: "one",
  batchId: "one",
  assigneeId: "one",
  rail: "several",
  failureReason: "several",
  zone: "one",
  changedFrom: "one",
  contradicted: "one",
} as const satisfies Record<FilterName, "one" | "several">;

export const FILTER_NAMES = Object.keys(FILTER_KINDS).filter(isFilterName);

export function isFilterName(text: string): text is FilterName {
  return Object.hasOwn(FILTER_KINDS, text);
}

/** An address as Next, nuqs or a URL hands it over. */
export type RawFilters = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** A value that could not be used, and why: shown to the person, answered as 400 by the REST door. */
export type FilterProblem = { readonly name: FilterName; readonly value: string; readonly sentence: string };
export type ReadFilters = { readonly filters: PayoutFilters; readonly problems: readonly FilterProblem[] };

/** Reads what it can and names what it cannot: a link with one bad value still shows the rest, and nothing is dropped unsaid. */
export function readPayoutFilters(raw: RawFilters): ReadFilters {
  return readLeniently(tidy(raw), []);
}

export const NO_FILTERS: PayoutFilters = readPayoutFilters({}).filters;

/** The instants that a filter's days stand for; `before` itself is not included. */
export type FilterTimes = { readonly from: Date | null; readonly before: Date | null; readonly changedFrom: Date | null };

export function timesOf({ from, to, changedFrom, zone }: PayoutFilters, merchantZone: string): FilterTimes {
  const timeZone = zone ?? merchantZone;
  return {
    from: from && beginOf(from, timeZone),
    before: to && (to.kind === "day" ? startOfDay(addDays(to.day, 1), timeZone) : to.at),
    changedFrom: changedFrom && beginOf(changedFrom, timeZone),
  };
}

/** The words that a text filter asks for, as they are compared. */
export function wordsOf(text: string): readonly string[] {
  return foldText(text).split(" ").filter(Boolean);
}

type Given = readonly { readonly name: FilterName; readonly value: string }[];

/** What was asked for, value by value: lists apart ("a,b" and "a&b" alike), blanks and what is no filter left out. */
function tidy(raw: RawFilters): Given {
  return FILTER_NAMES.flatMap((name) => {
    const values = [raw[name] ?? []].flat();
    const parts = FILTER_KINDS[name] === "one" ? values : values.flatMap((value) => value.split(","));
    const filled = [...new Set(parts.map((value) => value.trim()).filter(Boolean))];
    return (FILTER_KINDS[name] === "one" ? filled.slice(0, 1) : filled).map((value) => ({ name, value }));
  });
}

function readLeniently(given: Given, before: readonly FilterProblem[]): ReadFilters {
  const valuesOf = (name: FilterName) => given.filter((one) => one.name === name).map(({ value }) => value);
  const shaped = FILTER_NAMES.map((name) => [name, FILTER_KINDS[name] === "several" ? valuesOf(name) : (valuesOf(name)[0] ?? null)]);
  const answer = PayoutFilters.safeParse(Object.fromEntries(shaped));
  if (answer.success) return { filters: answer.data, problems: before };

  const problems = answer.error.issues.flatMap(({ path: [name, place], message }) => {
    const value = FILTER_NAMES.filter((one) => one === name).flatMap(valuesOf)[typeof place === "number" ? place : 0];
    return given.filter((one) => one.name === name && one.value === value).map((one) => ({ ...one, sentence: message }));
  });
  // Every round takes at least one value away, so this ends.
  if (problems.length === 0) throw answer.error;
  const isBad = (one: Given[number]) => problems.some(({ name, value }) => name === one.name && value === one.value);
  return readLeniently(
    given.filter((one) => !isBad(one)),
    [...before, ...problems],
  );
}

function isTimeZone(text: string): boolean {
  try {
    // Offsets such as "+01:00" are zones to some engines, and none of them knows summer.
    return /^[A-Za-z]/.test(text) && new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function beginOf(moment: Moment, timeZone: string): Date {
  return moment.kind === "day" ? startOfDay(moment.day, timeZone) : moment.at;
}

/** Days with days and instants with instants; a day and an instant are compared roughly, in favour of asking the database. */
function isAfter(from: Moment, to: Moment): boolean {
  if (from.kind === "day" && to.kind === "day") return from.day > to.day;
  return from.kind === "instant" && to.kind === "instant" && from.at > to.at;
}
