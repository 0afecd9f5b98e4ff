import type { Money } from "@/lib/base/money";
import { canSign } from "./can-sign";
import type { NeedFacts } from "./conditions";
import type { Organisation } from "./find-dead-ends";
import { type ApprovalNeed, needOf, peopleNeeded } from "./need";
import { type ApprovalPolicy, STEP_UP_KINDS } from "./policy";

// What a policy would have done with payouts of the past, beside what the present one does with them.

/** Goes alone; waits for people; nobody could release it. */
export const OUTCOMES = ["passed", "waited", "stopped"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How a payout would fare otherwise than now. Whatever makes it harder first. */
export const DIFFERENCES = {
  stops: "Nobody could release them any more",
  waits: "Go alone now, and would wait for people",
  morePeople: "Would need more people",
  otherPeople: "Would need other people",
  moreProof: "Would need a stronger proof of whoever approves",
  longerRest: "Would rest longer once approved",
  goesOn: "Could not be released now, and could be",
  passes: "Wait for people now, and would go alone",
  fewerPeople: "Would need fewer people",
  lessProof: "Would need a weaker proof of whoever approves",
  shorterRest: "Would rest less long once approved",
} as const;
export type Difference = keyof typeof DIFFERENCES;
export const DIFFERENCE_NAMES = Object.keys(DIFFERENCES).filter(isDifference);

export type PastPayout = {
  readonly number: string;
  readonly receiverName: string;
  readonly at: Date;
  /** As each policy asks for them: they may count in different currencies. */
  readonly facts: { readonly present: NeedFacts; readonly draft: NeedFacts };
};

export type Example = {
  readonly number: string;
  readonly receiverName: string;
  readonly at: Date;
  readonly amount: Money;
  readonly why: string;
};
export type Tally = {
  readonly count: number;
  readonly sum: Money /** Without a rate, and so not in the sum. */;
  readonly unconverted: number;
};

export type BackTest = {
  readonly present: Readonly<Record<Outcome, Tally>>;
  readonly draft: Readonly<Record<Outcome, Tally>>;
  /** Only those that there are. */
  readonly differences: readonly { readonly kind: Difference; readonly tally: Tally; readonly examples: readonly Example[] }[];
};

const MOST_EXAMPLES = 5;

/** Judges payouts one after another, and keeps no more of them than is shown. */
export class BackTester {
  private readonly present = emptyOutcomes();
  private readonly drafted = emptyOutcomes();
  private readonly differences = new Map<Difference, { counter: Counter; examples: Example[] }>();

  constructor(
    private readonly policies: {
      readonly present: ApprovalPolicy;
      readonly draft: ApprovalPolicy;
      readonly organisation: Pick<Organisation, "checkers">;
    },
  ) {}

  judge(payout: PastPayout): void {
    const { present, draft, organisation } = this.policies;
    const { facts } = payout;
    const others = organisation.checkers.filter(({ personId }) => personId !== facts.draft.maker.id);
    const outcomeOf = ({ steps }: ApprovalNeed): Outcome => (steps.length === 0 ? "passed" : canSign(steps, others) ? "waited" : "stopped");
    const before = needOf(present, facts.present);
    const after = needOf(draft, facts.draft);
    const [was, is] = [outcomeOf(before), outcomeOf(after)];
    count(this.present[was], facts.draft);
    count(this.drafted[is], facts.draft);
    const kind = differenceOf({ before, after, was, is });
    if (kind === null) return;
    const entry = this.differences.get(kind) ?? { counter: emptyCounter(), examples: [] };
    this.differences.set(kind, entry);
    count(entry.counter, facts.draft);
    if (entry.examples.length < MOST_EXAMPLES) {
      const { number, receiverName, at } = payout;
      entry.examples.push({
        number,
        receiverName,
        at,
        amount: facts.draft.amount,
        why: after.fired.map(({ name, sentence }) => `${name}. ${sentence}`).join(" "),
      });
    }
  }

  result(): BackTest {
    const { currency } = this.policies.draft;
    const tally = ({ count: times, minor, unconverted }: Counter): Tally => ({ count: times, sum: { minor, currency }, unconverted });
    const outcomes = (from: Record<Outcome, Counter>) => ({
      passed: tally(from.passed),
      waited: tally(from.waited),
      stopped: tally(from.stopped),
    });
    return {
      present: outcomes(this.present),
      draft: outcomes(this.drafted),
      differences: DIFFERENCE_NAMES.flatMap((kind) => {
        const found = this.differences.get(kind);
        return found ? [{ kind, tally: tally(found.counter), examples: found.examples }] : [];
      }),
    };
  }
}

type Compared = { readonly before: ApprovalNeed; readonly after: ApprovalNeed; readonly was: Outcome; readonly is: Outcome };

/** The gravest that applies, so that every payout is counted once. */
function differenceOf({ before, after, was, is }: Compared): Difference | null {
  if (was !== is) return is === "stopped" ? "stops" : was === "stopped" ? "goesOn" : is === "waited" ? "waits" : "passes";
  const people = peopleNeeded(after.steps) - peopleNeeded(before.steps);
  if (people > 0) return "morePeople";
  if (people < 0) return "fewerPeople";
  if (groupsOf(before) !== groupsOf(after)) return "otherPeople";
  const proof = STEP_UP_KINDS.indexOf(after.stepUp) - STEP_UP_KINDS.indexOf(before.stepUp);
  if (proof !== 0) return proof > 0 ? "moreProof" : "lessProof";
  if (after.holdMinutes !== before.holdMinutes) return after.holdMinutes > before.holdMinutes ? "longerRest" : "shorterRest";
  return null;
}

function groupsOf({ steps }: ApprovalNeed): string {
  return steps.map(({ group: { roles, people }, count: times }) => `${times}:${[...roles].sort()}:${[...people].sort()}`).join(" ");
}

type Counter = { count: number; minor: bigint; unconverted: number };

function emptyCounter(): Counter {
  return { count: 0, minor: 0n, unconverted: 0 };
}

function emptyOutcomes(): Record<Outcome, Counter> {
  return { passed: emptyCounter(), waited: emptyCounter(), stopped: emptyCounter() };
}

function count(counter: Counter, { converted }: NeedFacts): void {
  counter.count += 1;
  if (converted === null) counter.unconverted += 1;
  else counter.minor += converted.money.minor;
}

function isDifference(text: string): text is Difference {
  return Object.hasOwn(DIFFERENCES, text);
}
