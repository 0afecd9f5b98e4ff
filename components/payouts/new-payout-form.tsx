"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ArrowRight, Repeat2 } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Controller } from "react-hook-form";
import { useDisplaySettings } from "@/components/display/display-settings";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { RadioCards } from "@/components/ui/radio-cards";
import { useIsMac } from "@/components/ui/use-is-mac";
import { dayOf } from "@/lib/base/day";
import { newUuid } from "@/lib/base/id";
import type { AccountRule } from "@/lib/domain/approval/policy";
import type { Calendars } from "@/lib/domain/calendar/working-days";
import type { PayoutConnection } from "@/lib/domain/payout/connection-fit";
import { draftErrors, type OrderOfDraft } from "@/lib/domain/payout/draft";
import { isDuplicate } from "@/lib/domain/payout/sense-rules";
import type { Mends } from "@/lib/queries/read-payout-draft";
import type { EditedSchedule } from "@/lib/queries/read-schedule-draft";
import { summarise } from "./draft-summary";
import { type DraftPlace, endDraft, type KeptDraft, keepDraft } from "./kept-draft";
import { NewPayoutMoney } from "./new-payout-money";
import { NewPayoutReceiver } from "./new-payout-receiver";
import { NewPayoutReview } from "./new-payout-review";
import { NewPayoutSource } from "./new-payout-source";
import { NewPayoutSummary } from "./new-payout-summary";
import { NewPayoutWarnings } from "./new-payout-warnings";
import { useKeepTyping } from "./use-keep-typing";
import { usePayoutForm } from "./use-payout-form";
import { SOURCES_KEY } from "./use-source-search";
import { useSubmitPayout } from "./use-submit-payout";
import { useWarnings } from "./use-warnings";

export type NewPayoutFormProps = {
  place: DraftPlace;
  kept: KeptDraft;
  connections: readonly PayoutConnection[];
  rule: AccountRule;
  calendars: Calendars;
  mends?: Mends;
  edits?: EditedSchedule;
};

/** Two ways in, one form: what is typed on the left, what it will do on the right, and a last look before anything is made. */
export function NewPayoutForm({ place, kept, connections, rule, calendars, mends, edits }: NewPayoutFormProps) {
  const { locale, timeZone } = useDisplaySettings();
  const isMac = useIsMac();
  const client = useQueryClient();
  const context = { locale, connections, own: mends?.own, calendars, today: dayOf(new Date(), timeZone), lastDay: edits?.lastDay };
  const payout = usePayoutForm(kept.draft, context);
  const { form } = payout;
  const draft = form.watch();
  const [submissionKey, setSubmissionKey] = useState(kept.submissionKey);
  const [reviewed, setReviewed] = useState<OrderOfDraft | null>(null);
  const keeping = useKeepTyping(place, { submissionKey, draft });

  const { submit, isPending, refusal, forget } = useSubmitPayout({
    mends,
    edits,
    onMade: (made) => {
      keeping.stop();
      const { thenRest } = form.getValues();
      endDraft(place, form.getValues());
      const [first] = made?.payouts ?? [];
      return first && thenRest !== "" ? (`/payouts/new?restOf=${first.payoutId}&amount=${encodeURIComponent(thenRest)}` as const) : null;
    },
    takesDenial: ({ fields }) => {
      const errors = fields ? draftErrors(fields, form.getValues()) : {};
      if (Object.keys(errors).length === 0) return false;
      // Something on the form has to change: back to it, with the sentence where it belongs.
      setReviewed(null);
      payout.showErrors(errors);
      void client.invalidateQueries({ queryKey: SOURCES_KEY });
      return true;
    },
  });

  const review = () => {
    forget();
    void form.handleSubmit((order) => setReviewed(order))();
  };
  const startAnew = () => {
    const fresh = newUuid();
    setSubmissionKey(fresh);
    keepDraft(place, { submissionKey: fresh, draft: form.getValues() });
    forget();
  };
  const wasReviewed = useRef(false);
  const comeBack = useEffectEvent(() => {
    if (wasReviewed.current && !reviewed) form.setFocus(payout.firstError() ?? "amount");
    wasReviewed.current = reviewed !== null;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what the focus follows.
  useEffect(() => comeBack(), [reviewed]);
  const begin = useEffectEvent(() => {
    // Straight into the search: making a payout to someone on file is a few letters, an amount and two confirmations.
    if (draft.way === "open" && draft.receiverIs === "known" && !draft.receiver) form.setFocus("receiver");
  });
  useEffect(() => begin(), []);
  useKeyBindings("New payout", [{ keys: "mod+Enter", label: "Review", isDisabled: reviewed !== null, onPress: review }]);

  const summary = summarise(draft, context);
  const { warnings, needsReason, approval, isUnknown } = useWarnings(draft, context);
  const warningsShown = <NewPayoutWarnings warnings={warnings} isUnknown={isUnknown} />;
  if (reviewed) {
    return (
      <NewPayoutReview
        summary={summary}
        approval={approval}
        isPending={isPending}
        refusal={refusal}
        warnings={warningsShown}
        isDouble={warnings.some(isDuplicate) && !reviewed.plan}
        needsReason={needsReason && !reviewed.plan}
        reason={draft.reason}
        onReason={(text) => form.setValue("reason", text, { shouldDirty: true })}
        onConfirm={() => submit({ order: reviewed, submissionKey, reason: draft.reason.trim() || undefined })}
        onBack={() => setReviewed(null)}
        onStartAnew={startAnew}
      />
    );
  }
  return (
    <form
      // Enter alone belongs to the fields; a payout is reviewed by a button or by Ctrl/Cmd+Enter.
      onSubmit={(event) => event.preventDefault()}
      noValidate
      className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <div className="flex min-w-0 max-w-180 flex-col gap-6">
        {edits ? null : (
          <Controller
            control={form.control}
            name="way"
            render={({ field }) => (
              <RadioCards
                {...field}
                label="Where does the money go?"
                columns={2}
                cards={[
                  {
                    id: "closed",
                    title: "Send back to an account that paid in",
                    sentence: "Paste an order or a customer; what is left to return is shown.",
                    icon: <Repeat2 aria-hidden />,
                  },
                  {
                    id: "open",
                    title: "Send to a receiver",
                    sentence: "By name, or by a new account number.",
                    icon: <ArrowRight aria-hidden />,
                  },
                ]}
              />
            )}
          />
        )}
        {draft.way === "closed" ? (
          <NewPayoutSource payout={payout} onChosen={() => form.setFocus("amount", { shouldSelect: true })} />
        ) : (
          <NewPayoutReceiver payout={payout} rule={rule} onChosen={() => form.setFocus("amount", { shouldSelect: true })} />
        )}
        <NewPayoutMoney payout={payout} only={edits ? "repeat" : mends ? "one" : undefined} />
        <div className="flex flex-wrap items-center gap-3 max-sm:*:w-full">
          <Button tone="primary" size="large" onPress={review}>
            Review <Kbd tone="reversed">{isMac ? "⌘ Enter" : "Ctrl Enter"}</Kbd>
          </Button>
          <span className="text-grey-5 text-small">Nothing is made before you have confirmed it. What you type is kept in this tab.</span>
        </div>
      </div>
      <div className="lg:sticky lg:top-16">
        <Card title="What will happen">
          <NewPayoutSummary summary={summary} approval={approval} warnings={warningsShown} />
        </Card>
      </div>
    </form>
  );
}
