"use client";

import { CalendarClock, CopyPlus, FilePen, Search, Stamp, ThumbsDown, Undo2 } from "lucide-react";
import { useState } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { formatMoney } from "@/components/display/money-text";
import { RejectDialog } from "@/components/fields/reject-dialog";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Refusal } from "@/components/ui/refusal";
import { approvePayoutAction, rejectPayoutAction, undoDecisionAction } from "@/lib/actions/approvals";
import { requestLookUpAction } from "@/lib/actions/payouts";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import type { Deed, PossibleDeed } from "@/lib/domain/payout/possible-deeds";
import { CancelDialog } from "./cancel-dialog";
import { useDeed } from "./use-deed";

const LABELS = {
  approve: "Approve",
  reject: "Reject",
  undo: "Take it back",
  mend: "Change it",
  cancel: "Cancel",
  lookUp: "Look it up now",
  repeat: "Make another like this",
} as const satisfies Record<Deed, string>;

/** Before it is approved there is nothing to cancel: its maker takes back what was asked. */
function labelsFor({ state }: PayoutView): Record<Deed, string> {
  if (state === "rejected") return { ...LABELS, undo: "Take the rejection back", mend: "Mend it", cancel: "Let it go" };
  const undo = "Take the approval back";
  return state === "awaitingApproval" || state === "draft" ? { ...LABELS, undo, cancel: "Take it back" } : { ...LABELS, undo };
}

/** What may be done now. What may not stays in sight, greyed, with its reason under the buttons: phones have no hover. */
export function PayoutDeeds({ payout }: { payout: PayoutView }) {
  const { locale } = useDisplaySettings();
  const [asks, setAsks] = useState<"reject" | "cancel" | null>(null);
  const { run, isPending, refused, forget } = useDeed(payout.id);
  const { deeds, shownHash, id: payoutId, maker } = payout;
  const what = `${formatMoney(payout.amount, locale)} to ${payout.receiver.name}`;
  const withStepUp = useStepUp();
  const close = () => setAsks(null);
  const labels = labelsFor(payout);

  const approve = () =>
    run(() => withStepUp(() => approvePayoutAction({ payoutId, shownHash }), `approve ${what}`), {
      done: `Approved: ${what}`,
      refused: "It was not approved",
    });
  const undo = () =>
    run(() => undoDecisionAction({ payoutId }), { done: `Waits for approval again: ${what}`, refused: "It was not taken back" });
  const lookUp = () => run(() => requestLookUpAction({ payoutId }), { done: "Asked the provider", refused: "The provider was not asked" });
  const ask = (deed: "reject" | "cancel") => {
    forget();
    setAsks(deed);
  };

  return (
    <div className="flex w-full flex-col gap-3">
      {asks ? null : <Refusal {...refused} />}
      <div className="flex flex-wrap gap-2">
        <DeedButton deeds={deeds} deed="approve" label={labels.approve} tone="primary" isPending={isPending && !asks} onPress={approve} />
        <DeedButton deeds={deeds} deed="reject" label={labels.reject} onPress={() => ask("reject")} />
        <DeedButton deeds={deeds} deed="undo" label={labels.undo} isPending={isPending && !asks} onPress={undo} />
        {deeds.some(({ deed }) => deed === "mend") ? (
          <ButtonLink href={`/payouts/${payout.number}/mend`} tone={payout.state === "rejected" ? "primary" : "quiet"}>
            <FilePen aria-hidden />
            {labels.mend}
          </ButtonLink>
        ) : null}
        <DeedButton deeds={deeds} deed="lookUp" label={labels.lookUp} isPending={isPending && !asks} onPress={lookUp} />
        <DeedButton deeds={deeds} deed="cancel" label={labels.cancel} onPress={() => ask("cancel")} />
        {deeds.some(({ deed }) => deed === "repeat") ? (
          <ButtonLink href={`/payouts/new?like=${payoutId}`}>
            <CopyPlus aria-hidden />
            {labels.repeat}
          </ButtonLink>
        ) : null}
        {payout.loop === "open" && deeds.some(({ deed }) => deed === "repeat") ? (
          <ButtonLink href={`/payouts/new?like=${payoutId}&when=repeat`}>
            <CalendarClock aria-hidden />
            Repeat this
          </ButtonLink>
        ) : null}
      </div>
      <WhyNot deeds={deeds} labels={labels} />
      <RejectDialog
        what={what}
        makerName={maker.name}
        isOpen={asks === "reject"}
        isPending={isPending}
        refusal={refused?.sentence}
        onReject={(rejection) =>
          run(() => rejectPayoutAction({ payoutId, shownHash, ...rejection }), {
            done: `Rejected: ${what}`,
            refused: "It was not rejected",
            onDone: close,
          })
        }
        onClose={close}
      />
      <CancelDialog payout={payout} what={what} isOpen={asks === "cancel"} onClose={close} />
    </div>
  );
}

const ICONS = { approve: Stamp, reject: ThumbsDown, undo: Undo2, mend: FilePen, lookUp: Search, cancel: Undo2, repeat: CopyPlus } as const;

type DeedButtonProps = {
  deeds: readonly PossibleDeed[];
  deed: Deed;
  label: string;
  tone?: "primary" | "quiet";
  isPending?: boolean;
  onPress: () => void;
};

function DeedButton({ deeds, deed, label, tone = "quiet", isPending, onPress }: DeedButtonProps) {
  const found = deeds.find((one) => one.deed === deed);
  if (!found) return null;
  const Icon = ICONS[deed];
  return (
    <Button tone={tone} isDisabled={found.why !== null} isPending={isPending} onPress={onPress}>
      <Icon aria-hidden />
      {label}
    </Button>
  );
}

function WhyNot({ deeds, labels }: { deeds: readonly PossibleDeed[]; labels: Record<Deed, string> }) {
  const closed = deeds.filter(({ why }) => why !== null);
  if (closed.length === 0) return null;
  // Approve and reject are closed for the same reason, which is then said once.
  const reasons = [...new Set(closed.map(({ why }) => why))];
  return (
    <ul className="flex flex-col gap-0.5 text-grey-5 text-small">
      {reasons.map((why) => (
        <li key={why}>
          {closed
            .filter((one) => one.why === why)
            .map(({ deed }) => labels[deed])
            .join(", ")}
          : {why}
        </li>
      ))}
    </ul>
  );
}
