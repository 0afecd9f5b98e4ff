"use client";

import { ArrowUpRight } from "lucide-react";
import { ApprovalNeed } from "@/components/display/approval-need";
import { Counterfoil } from "@/components/display/counterfoil";
import { Money } from "@/components/display/money";
import { NoteThread } from "@/components/display/note-thread";
import { PaperList } from "@/components/display/paper-list";
import { SentenceText } from "@/components/display/sentence-text";
import { StatusBadge } from "@/components/display/status-badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Kbd } from "@/components/ui/kbd";
import type { ApprovalView } from "@/lib/domain/approval/approval-view";
import { sentenceOf } from "@/lib/domain/payout/sentence-of-view";
import { ApprovalAccount } from "./approval-account";
import { ApprovalDifferences } from "./approval-differences";
import { ApprovalFacts } from "./approval-facts";

export type ApprovalDetailProps = {
  view: ApprovalView;
  isPending: boolean;
  onApprove: () => void;
  onReject: () => void;
  onAsk: () => void;
};

/** One payout before its checker: what is unlike the receiver's past first, then what is asked, and the two answers. */
export function ApprovalDetail({ view, isPending, onApprove, onReject, onAsk }: ApprovalDetailProps) {
  const { payout } = view;
  const why = whyNot(view);
  const inPlaceOf = approvalOf(payout)?.inPlaceOf;
  return (
    <article aria-label={`Payout to ${payout.receiver.name}`} className="flex flex-col gap-4">
      <Counterfoil
        number={payout.number}
        badge={<StatusBadge state={payout.state} goesOn={payout.holdKind === "scheduled" ? payout.sendAfter : null} />}
        amount={
          <span className="flex flex-wrap items-baseline gap-x-3">
            <Money amount={payout.amount} size="figure" />
            <span className="font-medium text-title">to {payout.receiver.name}</span>
          </span>
        }
        sentence={<SentenceText parts={sentenceOf(payout)} />}
        actions={
          payout.state === "awaitingApproval" && why === null ? (
            <div className="flex flex-col gap-2">
              {inPlaceOf ? <p className="text-grey-5">You sign in {inPlaceOf}'s place.</p> : null}
              {/* On a phone the answers lie under the thumb, above the bottom bar. */}
              <div className="flex gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:z-10 max-md:border-grey-2 max-md:border-t max-md:bg-paper max-md:px-4 max-md:py-3 max-md:*:flex-1">
                <Button tone="primary" size="large" isPending={isPending} pendingLabel="Approving" onPress={onApprove}>
                  Approve <Kbd tone="reversed">A</Kbd>
                </Button>
                <Button size="large" isDisabled={isPending} onPress={onReject}>
                  Reject <Kbd>R</Kbd>
                </Button>
                <Button size="large" isDisabled={isPending} onPress={onAsk}>
                  Ask <Kbd>Q</Kbd>
                </Button>
              </div>
            </div>
          ) : (
            <p className="text-grey-5">{why ?? "It is decided: nothing is left to do here."}</p>
          )
        }
      />
      {view.account ? <ApprovalAccount payout={payout} facts={view.account} /> : null}
      <ApprovalDifferences view={view} />
      {payout.notes.length > 0 ? (
        <Card title="Questions">
          <NoteThread notes={payout.notes} />
        </Card>
      ) : null}
      {payout.attachments.length > 0 ? (
        <Card title="Papers">
          <PaperList payoutId={payout.id} papers={payout.attachments} />
        </Card>
      ) : null}
      <ApprovalFacts view={view} />
      <Card title="Why it has to be approved">
        <ApprovalNeed need={payout.need} />
      </Card>
      <div>
        <ButtonLink href={`/payouts/${payout.number}`} size="small" tone="plain">
          Open the payout's page <ArrowUpRight aria-hidden />
        </ButtonLink>
      </div>
    </article>
  );
}

/** Null when this reader may decide. */
export function whyNot({ payout }: ApprovalView): string | null {
  return payout.state === "awaitingApproval" ? (approvalOf(payout)?.why ?? null) : null;
}

function approvalOf({ deeds }: ApprovalView["payout"]): ApprovalView["payout"]["deeds"][number] | undefined {
  return deeds.find(({ deed }) => deed === "approve");
}
