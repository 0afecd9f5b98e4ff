import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { PAYEE_RESULTS } from "@/lib/domain/account/payee-check";
import { USUAL_SENSE } from "@/lib/domain/payout/sense-limits";
import { isSenseRule, type SenseRule } from "@/lib/domain/payout/sense-rules";
import { type ApprovalPolicy, CHECKERS, PAYOUT_SOURCES, type PolicyRule, RECEIVER_MARKS, STEP_UP_KINDS } from "./policy";

// Stored policies are parsed like anything else that comes from outside the code, and so is what the editor sends.

const MOST_VALUES = 50;
const Name = (what: string) =>
  z.string(`Give ${what} a name.`).trim().min(1, `Give ${what} a name.`).max(80, "A name has at most 80 characters.");
const Id = z.string().regex(/^[\w-]{1,60}$/);
const Values = <T extends z.ZodType>(value: T) => z.array(value).min(1, "Choose at least one.").max(MOST_VALUES);

const Limit = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,18})?$/, "Type an amount such as 10000.00.");
const RangeShape = z
  .object({ above: Limit.optional(), upTo: Limit.optional() })
  .refine(({ above, upTo }) => above !== undefined || upTo !== undefined, "Say above which amount, or up to which.")
  .refine(({ above, upTo }) => above === undefined || upTo === undefined || Number(above) < Number(upTo), "No amount is both.");
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Type a time such as 18:00.");

const ConditionsShape = z.strictObject({
  amount: RangeShape.optional(),
  ownAmount: RangeShape.optional(),
  makerDay: RangeShape.optional(),
  currency: Values(z.enum(CURRENCIES)).optional(),
  provider: Values(z.string().min(1).max(40)).optional(),
  rail: Values(z.string().min(1).max(60)).optional(),
  loop: Values(z.enum(["closed", "open"])).optional(),
  source: Values(z.enum(PAYOUT_SOURCES)).optional(),
  maker: Values(z.string().min(1).max(60)).optional(),
  receiver: Values(z.enum(RECEIVER_MARKS)).optional(),
  receiverYoungerThanDays: z.int("Type a number of days.").min(1, "At least one day.").max(3650, "At most ten years.").optional(),
  country: Values(z.string().regex(/^([A-Z]{2}|none)$/, "Type a country as two letters, such as DE.")).optional(),
  tag: Values(z.string().trim().toLowerCase().min(1).max(40)).optional(),
  risk: Values(z.custom<SenseRule>((rule) => typeof rule === "string" && isSenseRule(rule))).optional(),
  payee: Values(z.enum([...PAYEE_RESULTS, "none"])).optional(),
  weekday: Values(z.int().min(1).max(7)).optional(),
  hours: z
    .object({ from: TimeOfDay, to: TimeOfDay })
    .refine(({ from, to }) => from !== to, "Let it end at another time than it begins.")
    .optional(),
});

export const PolicyRuleShape: z.ZodType<PolicyRule> = z
  .object({
    id: Id,
    name: Name("the rule"),
    when: ConditionsShape,
    effect: z.object({
      people: z.union([
        z.literal("none"),
        z.array(z.object({ group: Id, count: z.int("Type a number.").min(1, "At least one.").max(9, "At most nine.") })).max(9),
      ]),
      stepUp: z.enum(STEP_UP_KINDS),
      holdMinutes: z
        .int("Type a number of minutes.")
        .min(0)
        .max(60 * 24 * 7, "At most a week."),
    }),
  })
  .refine(({ effect }) => effect.people !== "none" || effect.stepUp === "none", {
    path: ["effect", "stepUp"],
    error: "Where nobody decides there is nobody to prove who they are.",
  })
  .refine(({ effect }) => effect.people === "none" || new Set(effect.people.map(({ group }) => group)).size === effect.people.length, {
    path: ["effect", "people"],
    error: "Name each group once, with how many of it are needed.",
  });

export const ApprovalPolicyShape: z.ZodType<ApprovalPolicy> = z
  .object({
    currency: z.enum(CURRENCIES).default("EUR"),
    groups: z
      .array(
        z.object({
          id: Id,
          name: Name("the group"),
          roles: z.array(z.string().min(1).max(60)).max(MOST_VALUES),
          people: z.array(z.string().min(1).max(60)).max(MOST_VALUES),
        }),
      )
      .min(1)
      .max(9, "At most nine groups.")
      .default(() => [{ id: CHECKERS.id, name: CHECKERS.name, roles: [], people: [] }]),
    rules: z.array(PolicyRuleShape).max(100, "At most a hundred rules.").default([]),
    checkers: z.int("Type a number.").min(1, "At least one.").max(9, "At most nine."),
    approvalOpenDays: z.int("Type a number of days.").min(1, "At least one day.").max(90, "At most 90 days.").default(7),
    // A policy of before there was this rule gets the careful one.
    accounts: z
      .object({
        confirmNew: z.boolean(),
        confirmChanged: z.boolean(),
        coolOffHours: z
          .int("Type a number of hours.")
          .min(0)
          .max(24 * 30, "At most 30 days."),
      })
      .default({ confirmNew: true, confirmChanged: true, coolOffHours: 0 }),
    sense: z
      .object({
        sameAmountDays: z.int().min(0).max(366),
        sameReferenceDays: z.int().min(0).max(366),
        abovePercent: z.int().min(101),
        makerAbovePercent: z.int().min(101),
        leastTimes: z.int().min(1),
        duplicateNeedsReason: z.boolean(),
      })
      .default(USUAL_SENSE),
  })
  .refine(({ groups }) => groups.some(({ id, roles, people }) => id === CHECKERS.id && roles.length + people.length === 0), {
    path: ["groups"],
    error: "The group of all who may approve cannot be left out.",
  })
  .refine(({ groups }) => new Set(groups.map(({ id }) => id)).size === groups.length, {
    path: ["groups"],
    error: "Two groups are the same.",
  })
  .refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length, { path: ["rules"], error: "Two rules are the same." })
  .refine(
    ({ groups, rules }) => {
      const known = new Set(groups.map(({ id }) => id));
      return rules.every(({ effect: { people } }) => people === "none" || people.every(({ group }) => known.has(group)));
    },
    { path: ["rules"], error: "A rule asks for a group that is not there any more." },
  );
