import { Check, Circle } from "lucide-react";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

const STEP_UPS = {
  none: null,
  session: "Whoever approves has to have proved themselves in the last minutes.",
  item: "Whoever approves proves themselves once more for this very payout.",
} as const;

/** Which rules of the policy fired and why, and who has signed of those whom they ask. */
export function ApprovalNeed({ need }: { need: PayoutView["need"] }) {
  return (
    <div className="flex flex-col gap-3">
      {need.steps.length > 0 ? (
        <ol className="flex flex-col gap-1.5">
          {need.steps.map((step, place) => (
            <NeedStep key={step.group} step={step} isLater={isLater(need, place)} />
          ))}
        </ol>
      ) : (
        <p>Nobody has to approve it.</p>
      )}
      <ul className="flex flex-col gap-1.5 text-grey-5 text-small">
        {need.rules.map(({ id, name, sentence }) => (
          <li key={id}>
            <span className="font-medium text-ink">{name}.</span> {sentence}
          </li>
        ))}
        {STEP_UPS[need.stepUp] ? <li>{STEP_UPS[need.stepUp]}</li> : null}
        <li>Judged by version {need.policyVersion} of the policy.</li>
      </ul>
    </div>
  );
}

type Step = PayoutView["need"]["steps"][number];

function NeedStep({ step: { group, count, approvedBy }, isLater }: { step: Step; isLater: boolean }) {
  const isDone = approvedBy.length >= count;
  const Mark = isDone ? Check : Circle;
  const names = approvedBy.map(({ name, isYou }) => (isYou ? `${name} (you)` : name)).join(", ");
  return (
    <li className="flex items-start gap-2">
      <Mark className={`mt-0.5 size-4 shrink-0 ${isDone ? "text-accent" : "text-grey-4"}`} aria-hidden />
      <span className={isLater ? "text-grey-5" : undefined}>
        {approvedBy.length} of {count} of {group}
        {names ? `: ${names}` : isLater ? ", after the step before" : ""}
      </span>
    </li>
  );
}

function isLater({ steps }: PayoutView["need"], place: number): boolean {
  return steps.slice(0, place).some(({ approvedBy, count }) => approvedBy.length < count);
}
