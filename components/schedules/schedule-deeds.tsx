"use client";

import { FilePen, PauseCircle, Play, Square } from "lucide-react";
import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Dialog } from "@/components/ui/dialog";
import { endScheduleAction, pauseScheduleAction, resumeScheduleAction } from "@/lib/actions/schedules";
import type { ScheduleView } from "@/lib/queries/read-schedule";

/** What may be done with a schedule. Payouts that it has made are stopped on their own pages. */
export function ScheduleDeeds({ id: scheduleId, state, past }: Pick<ScheduleView, "id" | "state" | "past">) {
  const { run, isPending, refusal } = useAnswer();
  const [isEnding, setIsEnding] = useState(false);
  const underWay = past.filter(({ payout }) => payout && ["awaitingApproval", "approved", "held"].includes(payout.state)).length;
  return (
    <div className="flex flex-col items-end gap-2">
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={`/payouts/schedules/${scheduleId}/edit`}>
          <FilePen aria-hidden />
          Change it
        </ButtonLink>
        {state === "active" ? (
          <Button
            isPending={isPending && !isEnding}
            onPress={() => run(() => pauseScheduleAction({ scheduleId }), "Paused: nothing is made until it is resumed")}
          >
            <PauseCircle aria-hidden />
            Pause
          </Button>
        ) : (
          <Button
            tone="primary"
            isPending={isPending && !isEnding}
            onPress={() => run(() => resumeScheduleAction({ scheduleId }), "It goes on with its next day")}
          >
            <Play aria-hidden />
            Resume
          </Button>
        )}
        <Button onPress={() => setIsEnding(true)}>
          <Square aria-hidden />
          End
        </Button>
      </div>
      {refusal && !isEnding ? (
        <p role="alert" className="text-red text-small">
          {refusal}
        </p>
      ) : null}
      <Dialog
        title="End this schedule?"
        role="alertdialog"
        width="narrow"
        isOpen={isEnding}
        onClose={() => setIsEnding(false)}
        actions={
          <>
            <Button onPress={() => setIsEnding(false)}>Keep it</Button>
            <Button
              tone="danger"
              isPending={isPending}
              pendingLabel="Ending"
              onPress={() =>
                run(
                  () => endScheduleAction({ scheduleId }),
                  "The schedule is ended",
                  () => setIsEnding(false),
                )
              }
            >
              End it
            </Button>
          </>
        }
      >
        <p>It makes no payout any more, and cannot be taken up again.</p>
        {underWay > 0 ? (
          <p>
            {underWay === 1 ? "One payout that it has made is" : `${underWay} payouts that it has made are`} still under way and stay so;
            cancel on their own pages what is not to go.
          </p>
        ) : null}
        {refusal ? (
          <p role="alert" className="text-red">
            {refusal}
          </p>
        ) : null}
      </Dialog>
    </div>
  );
}
