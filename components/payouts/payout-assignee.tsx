"use client";

import { UserRound } from "lucide-react";
import { PersonLabel } from "@/components/display/person-label";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ComboBox } from "@/components/ui/combo-box";
import { Popover } from "@/components/ui/popover";
import { Refusal } from "@/components/ui/refusal";
import { assignPayoutAction } from "@/lib/actions/notes";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { useDeed } from "./use-deed";

/** Whose the payout is: taken, given and put down by one press. */
export function PayoutAssignee({ payout: { id: payoutId, assignee, mayAssign, colleagues } }: { payout: PayoutView }) {
  const { run, isPending, refused } = useDeed(payoutId);
  if (!assignee && !mayAssign) return null;
  const me = colleagues.find(({ isYou }) => isYou);
  const assign = (assigneeId: string | null, done: string) =>
    run(() => assignPayoutAction({ payoutId, assigneeId, from: assignee?.id ?? null }), { done, refused: "That was not done" });
  return (
    <Card title="Whose is this">
      <div className="flex flex-col gap-3">
        {assignee ? <PersonLabel name={assignee.name} isYou={assignee.isYou} /> : <p className="text-grey-5">Nobody's.</p>}
        <Refusal {...refused} />
        {mayAssign ? (
          <div className="flex flex-wrap gap-2">
            {me && !assignee?.isYou ? (
              <Button onPress={() => assign(me.personId, "It is yours")} isPending={isPending}>
                Take it
              </Button>
            ) : null}
            {assignee ? (
              <Button onPress={() => assign(null, "It is nobody's")} isPending={isPending}>
                Put it down
              </Button>
            ) : null}
            <Popover
              label="Give it to"
              trigger={
                <Button isDisabled={isPending}>
                  <UserRound aria-hidden /> Give it to
                </Button>
              }
            >
              {(close) => (
                <div className="w-64 max-w-full">
                  <ComboBox
                    label="Colleague"
                    choices={colleagues
                      .filter(({ isYou, personId }) => !isYou && personId !== assignee?.id)
                      .map(({ personId, label }) => ({ id: personId, text: label }))}
                    emptySentence="Nobody here has that name."
                    onChoose={(choice) => {
                      if (!choice) return;
                      close();
                      assign(choice.id, `It is ${choice.text}'s`);
                    }}
                  />
                </div>
              )}
            </Popover>
          </div>
        ) : null}
      </div>
    </Card>
  );
}
