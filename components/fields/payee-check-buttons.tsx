"use client";

import { ShieldQuestionMark } from "lucide-react";
import { Button } from "@/components/ui/button";
import { checkPayeeAction, takeSuggestedNameAction } from "@/lib/actions/accounts";
import type { AccountFacts } from "@/lib/domain/account/account-facts";
import { useAnswer } from "./use-answer";

export type PayeeCheckButtonsProps = {
  facts: AccountFacts;
  /** May change the account, and so take the name that the bank suggested. */
  mayChange: boolean;
  onDone?: () => void;
};

/** Has the bank asked for the name, and takes the name that it suggested with one press. */
export function PayeeCheckButtons({ facts, mayChange, onDone }: PayeeCheckButtonsProps) {
  const { run, isPending, refusal } = useAnswer();
  const [check] = facts.checks;
  const suggestion = check?.result === "partialMatch" && check.suggestedName ? { checkId: check.id, name: check.suggestedName } : null;
  if (!facts.mayCheck && !(mayChange && suggestion)) return null;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {mayChange && suggestion ? (
        <Button
          size="small"
          isPending={isPending}
          pendingLabel="Taking the name"
          onPress={() =>
            run(() => takeSuggestedNameAction({ checkId: suggestion.checkId }), `The account is now ${suggestion.name}'s.`, onDone)
          }
        >
          Take the name {suggestion.name}
        </Button>
      ) : null}
      {facts.mayCheck ? (
        <Button
          size="small"
          isPending={isPending}
          pendingLabel="Asking the bank"
          onPress={() => run(() => checkPayeeAction({ versionId: facts.versionId }), "The bank has answered.", onDone)}
        >
          <ShieldQuestionMark aria-hidden />
          {check ? "Ask the bank again" : "Ask the bank for the name"}
        </Button>
      ) : null}
      {refusal ? (
        <span role="alert" className="text-red text-small">
          {refusal}
        </span>
      ) : null}
    </span>
  );
}
