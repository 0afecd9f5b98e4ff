"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, Stamp } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { formatMoney } from "@/components/display/money-text";
import { RejectDialog } from "@/components/fields/reject-dialog";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { classNames } from "@/components/ui/class-names";
import { EmptyFace } from "@/components/ui/empty-face";
import { ErrorFace } from "@/components/ui/error-face";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { useLiveMs } from "@/components/ui/live-context";
import { SessionEnded } from "@/components/ui/read-live";
import { bareNumber } from "@/lib/base/id";
import { SECOND_MS } from "@/lib/base/time";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { ApprovalDetail, whyNot } from "./approval-detail";
import { approvalOptions, queueOptions } from "./approval-options";
import { ApproveSeveralDialog } from "./approve-several-dialog";
import { AskDialog } from "./ask-dialog";
import { DecidedList, RefusedDecisions } from "./decided-list";
import { DetailSkeleton, InboxSkeleton } from "./inbox-skeleton";
import { canSelect, QueueList } from "./queue-list";
import { UnitDetail } from "./unit-detail";
import { UnitList } from "./unit-list";
import { useDecisions, type Verdict } from "./use-decisions";

const ASK_AGAIN_MS = 4 * SECOND_MS;
const DOUBLE_PRESS_MS = 500;
/** How many that come next are read ahead, so that the next one is there when the key is let go. */
const READ_AHEAD = 3;

/** The checker's inbox: what waits on the left, the payout and what is unusual about it on the right, one key for each answer. */
export function ApprovalsInbox() {
  const { locale } = useDisplaySettings();
  const client = useQueryClient();
  const [typed, setAddress] = useQueryState("payout", parseAsString.withOptions({ history: "push" }));
  const [file, setFile] = useQueryState("file", parseAsString.withOptions({ history: "push" }));
  const address = typed === null ? null : bareNumber(typed);
  const { decisions, decide, approveAll, undo, forget } = useDecisions();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isReviewing, setReviewing] = useState(false);
  const [asking, setAsking] = useState<PayoutView | null>(null);
  const [rejecting, setRejecting] = useState<PayoutView | null>(null);
  const askMs = useLiveMs(ASK_AGAIN_MS);
  const queue = useQuery({
    ...queueOptions(),
    refetchInterval: ({ state }) => (state.error instanceof SessionEnded ? false : askMs),
  });

  const gone = new Set(decisions.filter(isGone).map(({ number }) => number));
  const items = queue.data?.items.filter(({ number }) => !gone.has(number)) ?? [];
  // Without one in the address the first is open beside the list; on a phone the list alone is shown then. It stays open whatever
  // becomes of the list: another payout must never slip under a finger that is about to approve this one.
  const [opened, setOpened] = useState<string | null>(null);
  const units = queue.data?.units ?? [];
  const unitId = file ?? (address === null && opened === null && items.length === 0 ? (units[0]?.unitId ?? null) : null);
  const chosen = unitId === null ? (address ?? opened ?? items[0]?.number ?? null) : null;
  if (chosen !== opened && unitId === null) setOpened(chosen);
  const place = items.findIndex(({ number }) => number === chosen);
  const shown = useQuery({ ...approvalOptions(chosen ?? ""), enabled: chosen !== null, refetchInterval: askMs });
  const view = shown.data?.payout.number === chosen ? shown.data : undefined;
  const isPending = decisions.some(({ number, status }) => number === chosen && status === "pending");
  const canDecide = view !== undefined && !isPending && view.payout.state === "awaitingApproval" && whyNot(view) === null;

  const ahead = items.slice(place + 1, place + 1 + READ_AHEAD).map(({ number }) => number);
  const aheadKey = ahead.join();
  useEffect(() => {
    for (const number of aheadKey.split(",").filter(Boolean)) void client.prefetchQuery(approvalOptions(number));
  }, [aheadKey, client]);

  const choose = (number: string | undefined) => {
    if (number === undefined) return;
    void setFile(null, { history: "replace" });
    void setAddress(number, { history: address || file ? "replace" : "push" });
  };
  const chooseFile = (id: string) => {
    setOpened(null);
    void setAddress(null, { history: "replace" });
    void setFile(id, { history: address || file ? "replace" : "push" });
  };
  // Files and payouts are one list for whoever goes through it by keyboard.
  const going = [...units.map((unit) => unit.unitId), ...items.map(({ number }) => number)];
  const walk = (by: number) => {
    const next = going[Math.max(going.indexOf(unitId ?? chosen ?? "") + by, 0)];
    if (units.some((unit) => unit.unitId === next) && next !== undefined) chooseFile(next);
    else choose(next);
  };
  const close = () => {
    void setAddress(null, { history: "replace" });
    void setFile(null, { history: "replace" });
  };
  const answeredAt = useRef(0);
  const answer = (payout: PayoutView, verdict: Verdict) => {
    const next = [items[place + 1], items[place - 1]].find((item) => item?.turn === "mine");
    answeredAt.current = Date.now();
    void decide(payout, verdict);
    setRejecting(null);
    setOpened(null);
    void setAddress(next?.number ?? null, { history: "replace" });
  };
  // The next one is there at once and its button is in the same place: the second half of a double press is not an approval.
  const isDoublePress = () => Date.now() - answeredAt.current < DOUBLE_PRESS_MS;
  const approve = () => (canDecide && !isDoublePress() ? answer(view.payout, { kind: "approve" }) : undefined);
  // Of what was selected, what can still be: others may have been faster, or something may stand out by now.
  const marked = items.filter((item) => selected.has(item.number) && canSelect(item)).map(({ number }) => number);
  const select = (number: string) => setSelected((before) => toggled(before, number));
  const selectAll = () => setSelected(new Set(marked.length > 0 ? [] : items.filter(canSelect).map(({ number }) => number)));
  const approveSelected = (payouts: readonly PayoutView[]) => {
    setReviewing(false);
    setSelected(new Set());
    setOpened(null);
    void setAddress(null, { history: "replace" });
    void approveAll(payouts);
  };
  const last = decisions.find(({ status }) => status === "done");
  const item = items[place];
  const ask = () => (view?.payout.mayNote === "question" ? setAsking(view.payout) : undefined);
  const reject = () => (canDecide ? setRejecting(view.payout) : undefined);

  useKeyBindings("Approvals", [
    { keys: "j", label: "Next", canRepeat: true, onPress: () => walk(1) },
    { keys: "k", label: "Previous", canRepeat: true, onPress: () => walk(-1) },
    {
      keys: "a",
      label: "Approve what is shown, or what is selected",
      // An open file has keys of its own.
      isDisabled: unitId !== null || (!canDecide && marked.length === 0),
      onPress: () => (marked.length > 0 ? setReviewing(true) : approve()),
    },
    { keys: "r", label: "Reject what is shown, with a reason", isDisabled: !canDecide, onPress: reject },
    { keys: "q", label: "Ask the maker", isDisabled: view?.payout.mayNote !== "question", onPress: ask },
    {
      keys: "z",
      label: "Take the last decision back",
      isDisabled: last === undefined || unitId !== null,
      onPress: () => (last ? void undo(last) : undefined),
    },
    {
      keys: "x",
      label: "Select it, to approve several at once",
      isDisabled: !item || !canSelect(item),
      onPress: () => (item ? select(item.number) : undefined),
    },
    { keys: "s", label: "Select every one that nothing speaks against", isDisabled: !items.some(canSelect), onPress: selectAll },
  ]);

  if (queue.isError && !queue.data) {
    return (
      <ErrorFace title="The inbox could not be loaded" size="page" action={<Button onPress={() => queue.refetch()}>Try again</Button>}>
        Nothing was decided by it, and nothing that waits is lost.
      </ErrorFace>
    );
  }
  if (!queue.data) return <InboxSkeleton />;

  const isEmpty = items.length === 0 && units.length === 0 && address === null && file === null;
  const isOpen = address !== null || file !== null;
  return (
    <div className="flex flex-col gap-4">
      <RefusedDecisions decisions={decisions} onForget={forget} />
      <div className={classNames("grid items-start gap-6", !isEmpty && "lg:grid-cols-[22rem_minmax(0,1fr)]")}>
        <div
          data-queue
          className={classNames(
            "flex min-w-0 flex-col gap-4",
            !isEmpty && "lg:sticky lg:top-16 lg:-m-1 lg:max-h-[calc(100dvh-11.5rem)] lg:overflow-y-auto lg:p-1",
            isOpen && "max-lg:hidden",
          )}
        >
          {isEmpty ? (
            <NothingWaits />
          ) : (
            <>
              {marked.length > 0 ? (
                <div className="flex items-center justify-between gap-2 rounded-ui border border-accent/40 bg-accent-wash px-3 py-2">
                  <span className="text-small tabular-nums">{marked.length} selected</span>
                  <Button size="small" tone="primary" onPress={() => setReviewing(true)}>
                    Approve them <Kbd tone="reversed">A</Kbd>
                  </Button>
                </div>
              ) : null}
              <UnitList units={units} chosen={unitId} onChoose={chooseFile} />
              <QueueList items={items} chosen={chosen} onChoose={choose} selected={selected} onSelect={select} />
            </>
          )}
          {queue.data.total > queue.data.items.length ? (
            <p className="px-1 text-grey-5 text-small">
              The first {queue.data.items.length} of {queue.data.total}; the rest move up as you decide.
            </p>
          ) : null}
          <DecidedList decisions={decisions} onUndo={(decision) => void undo(decision)} />
        </div>
        {isEmpty ? null : (
          <div
            className={classNames(
              "flex min-w-0 flex-col gap-3",
              !isOpen && "max-lg:hidden",
              (canDecide || unitId !== null) && "max-md:pb-16",
            )}
          >
            <div className="lg:hidden">
              <Button tone="plain" size="small" onPress={close}>
                <ChevronLeft aria-hidden /> All that wait
              </Button>
            </div>
            {unitId !== null ? (
              <UnitDetail key={unitId} unitId={unitId} />
            ) : view ? (
              <ApprovalDetail view={view} isPending={isPending} onApprove={approve} onReject={reject} onAsk={ask} />
            ) : shown.isError ? (
              <ErrorFace title="This payout could not be loaded" action={<Button onPress={() => shown.refetch()}>Try again</Button>}>
                It may not exist, or not here. Nothing was decided.
              </ErrorFace>
            ) : (
              <DetailSkeleton />
            )}
          </div>
        )}
      </div>
      {isReviewing ? (
        <ApproveSeveralDialog numbers={marked} isPending={false} onApprove={approveSelected} onClose={() => setReviewing(false)} />
      ) : null}
      {asking ? (
        <AskDialog
          payout={asking}
          onClose={() => setAsking(null)}
          onAsked={() => {
            setAsking(null);
            void client.invalidateQueries({ queryKey: ["approvals"] });
          }}
        />
      ) : null}
      {rejecting ? (
        <RejectDialog
          what={`${formatMoney(rejecting.amount, locale)} to ${rejecting.receiver.name}`}
          makerName={rejecting.maker.name}
          isOpen
          isPending={false}
          onReject={(rejection) => answer(rejecting, { kind: "reject", ...rejection })}
          onClose={() => setRejecting(null)}
        />
      ) : null}
    </div>
  );
}

function toggled(numbers: ReadonlySet<string>, number: string): ReadonlySet<string> {
  const next = new Set(numbers);
  if (!next.delete(number)) next.add(number);
  return next;
}

/** Out of the list: being decided, or decided; but not what still waits for another checker after this one. */
function isGone({ status, payout }: { status: string; payout: PayoutView }): boolean {
  return status === "pending" || (status === "done" && payout.state !== "awaitingApproval");
}

function NothingWaits() {
  return (
    <EmptyFace
      icon={<Stamp aria-hidden />}
      title="Nothing waits for approval"
      size="page"
      action={<ButtonLink href="/payouts">See the payouts</ButtonLink>}
    >
      Payouts that makers ask for stand here until a checker has decided. New ones appear by themselves.
    </EmptyFace>
  );
}
