"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState, useTransition } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { Money } from "@/components/display/money";
import { formatMoney } from "@/components/display/money-text";
import { Timestamp } from "@/components/display/timestamp";
import { RejectDialog, type Rejection } from "@/components/fields/reject-dialog";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorFace } from "@/components/ui/error-face";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { Link } from "@/components/ui/link";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";
import type { ActionAnswer } from "@/lib/actions/answer";
import { signUnitAction, takeOutAction, undoSignatureAction } from "@/lib/actions/approvals";
import { SECOND_MS } from "@/lib/base/time";
import { APART_WORDS, type UnitRowView, type UnitView } from "@/lib/domain/approval/unit-view";
import { DetailSkeleton } from "./inbox-skeleton";
import { UnitChanges } from "./unit-changes";
import { UnitFacts } from "./unit-facts";
import { unitOptions } from "./unit-options";
import { UnitRows } from "./unit-rows";
import { UnitSignatures } from "./unit-signatures";

const ASK_AGAIN_MS = 5 * SECOND_MS;
const LOST = "The answer did not come back, so it may or may not have counted. What is shown now is how it stands.";

/** One submission of a file before its checker: what stands out first, then what leaves, then every payout, and one signature for all. */
export function UnitDetail({ unitId }: { unitId: string }) {
  const live = useQuery({ ...unitOptions(unitId), refetchInterval: ASK_AGAIN_MS });
  if (live.data) return <OpenUnit key={unitId} live={live.data} />;
  if (!live.isError) return <DetailSkeleton />;
  return (
    <ErrorFace title="This file could not be loaded" action={<Button onPress={() => live.refetch()}>Try again</Button>}>
      It may not exist, or not here. Nothing was decided.
    </ErrorFace>
  );
}

function OpenUnit({ live }: { live: UnitView }) {
  const { locale } = useDisplaySettings();
  const client = useQueryClient();
  const withStepUp = useStepUp();
  // What is signed is what was opened: news of it are told, and taken over only when somebody asks for them.
  const [view, setView] = useState(live);
  const [looked, setLooked] = useState(false);
  const [q, setQ] = useState("");
  const search = useDeferredValue(q);
  const [selected, setSelected] = useState<ReadonlyMap<string, UnitRowView>>(new Map());
  const [rejecting, setRejecting] = useState<"all" | "selected" | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const { unitId, signed, outliers } = view;
  const isChanged = live.signed.hash !== signed.hash || live.outliers.mark !== outliers.mark;
  const lookAnew = (fresh: UnitView) => {
    setView(fresh);
    setLooked(false);
    setSelected(new Map());
  };

  const isApplying = live.signatures.some(({ state }) => state === "applying");
  const canDecide = signed.payouts > 0 && !isPending && !isChanged && live.going === 0 && !isApplying;
  const mustLook = outliers.payouts > 0 && !looked;
  const canApprove = canDecide && !mustLook;
  const run = <T,>(act: () => Promise<ActionAnswer<T>>, say: (value: T) => string) => {
    setRefused(null);
    start(async () => {
      const answer = await act().catch(() => null);
      const fresh = await client.fetchQuery({ ...unitOptions(unitId), staleTime: 0 }).catch(() => null);
      if (answer?.ok) {
        confirmDone(say(answer.value));
        if (fresh) lookAnew(fresh);
        setRejecting(null);
      } else {
        setRejecting(null);
        setRefused(answer ? answer.denial.sentence : LOST);
      }
      void client.invalidateQueries({ queryKey: ["approvals", "queue"] });
    });
  };
  const sums = signed.totals.map(({ sum }) => formatMoney(sum, locale)).join(" and ");
  const approve = () =>
    canApprove
      ? run(
          () =>
            withStepUp(
              () => signUnitAction({ unitId, verdict: "approve", hash: signed.hash, lookedAt: outliers.mark }),
              `approve ${countOf(signed.payouts)}, ${sums}`,
            ),
          ({ payouts, isDone }) => (isDone ? `${countOf(payouts)} approved.` : `Signed: ${countOf(payouts)} are being approved.`),
        )
      : undefined;
  const reject = ({ reason, note }: Rejection) =>
    rejecting === "selected"
      ? run(
          () =>
            takeOutAction({
              unitId,
              payouts: [...selected.values()].map(({ payoutId, shownHash }) => ({ payoutId, shownHash })),
              reason,
              note,
            }),
          ({ payouts }) => `${countOf(payouts)} taken out.`,
        )
      : run(
          () => signUnitAction({ unitId, verdict: "reject", hash: signed.hash, lookedAt: null, reason, note }),
          ({ payouts }) => `${countOf(payouts)} rejected.`,
        );
  const undo = (signatureId: string) =>
    run(
      () => undoSignatureAction({ signatureId }),
      ({ undone, tooLate }) => `${countOf(undone)} wait again.${tooLate > 0 ? ` ${countOf(tooLate)} could no longer be stopped.` : ""}`,
    );
  const last = live.signatures.find(({ mayUndo }) => mayUndo);
  useKeyBindings("File", [
    { keys: "a", label: "Approve the file as it is shown", isDisabled: !canApprove, onPress: approve },
    { keys: "r", label: "Reject all of it, with a reason", isDisabled: !canDecide, onPress: () => setRejecting("all") },
    { keys: "z", label: "Take your signature back", isDisabled: !last || isPending, onPress: () => (last ? undo(last.id) : undefined) },
  ]);

  return (
    <article aria-label={`File ${view.batch.name}`} className="flex flex-col gap-4">
      <section aria-label="What is signed" className="flex flex-col gap-3 rounded-ui border border-grey-3 bg-raised px-5 py-4">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-small">
          <Link href={`/batches/${view.batch.id}`}>{view.batch.name}</Link>
          <span className="text-grey-5">
            submitted by {view.makerName}, <Timestamp at={view.submittedAt} isRelative />
            {view.expiresAt ? (
              <>
                , lapses <Timestamp at={view.expiresAt} isRelative />
              </>
            ) : null}
          </span>
        </p>
        <p className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
          {signed.totals.length === 0 ? <span className="font-medium text-title">Nothing of it is yours to sign</span> : null}
          {signed.totals.map(({ sum, connectionName }) => (
            <Money key={`${connectionName} ${sum.currency}`} amount={sum} size="figure" />
          ))}
        </p>
        {signed.payouts > 0 ? (
          <p>
            {countOf(signed.payouts)} to {signed.payees.toLocaleString("en-GB")} {signed.payees === 1 ? "payee" : "payees"}. Your signature
            covers exactly these sums and payees.
            {signed.stepUp === "none" ? "" : " You prove once that it is you, for all of them."}
          </p>
        ) : null}
        {live.going > 0 ? (
          <p className="text-grey-5">{countOf(live.going)} are still being made; it is signed once all are there.</p>
        ) : null}
        {canDecide && mustLook ? <p className="text-grey-5">Look at what stands out first, and say so under it.</p> : null}
        {view.refused > 0 ? (
          <p className="text-grey-5">{view.refused.toLocaleString("en-GB")} of its rows could not be made and are not part of it.</p>
        ) : null}
        {signed.payouts > 0 ? (
          <div className="flex flex-wrap gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:z-10 max-md:border-grey-2 max-md:border-t max-md:bg-paper max-md:px-4 max-md:py-3 max-md:*:flex-1">
            <Button tone="primary" size="large" isPending={isPending} pendingLabel="One moment" isDisabled={!canApprove} onPress={approve}>
              Approve {signed.payouts.toLocaleString("en-GB")} <Kbd tone="reversed">A</Kbd>
            </Button>
            <Button size="large" isDisabled={!canDecide} onPress={() => setRejecting("all")}>
              Reject all <Kbd>R</Kbd>
            </Button>
          </div>
        ) : null}
      </section>
      {isChanged ? null : <Refusal title="It was not decided" sentence={refused} />}
      {isChanged ? <UnitChanges unitId={unitId} since={view.readAt} until={live.readAt} onLook={() => lookAnew(live)} /> : null}
      {view.apart.length > 0 ? (
        <Callout tone="info" title="Not part of your signature">
          <ul>
            {view.apart.map(({ code, payouts }) => (
              <li key={code}>
                {countOf(payouts)}: {APART_WORDS[code]}
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      <UnitSignatures view={live} isPending={isPending} onUndo={undo} />
      {outliers.payouts > 0 ? (
        <Card title={`${outliers.payouts.toLocaleString("en-GB")} ${outliers.payouts === 1 ? "stands" : "stand"} out`} padding="flush">
          <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-2 text-grey-5 text-small">
            {outliers.ofAll.map((sentence) => (
              <li key={sentence} className="w-full text-ink">
                {sentence}
              </li>
            ))}
            {outliers.kinds.map(({ kind, payouts }) => (
              <li key={kind} className="tabular-nums">
                {payouts.toLocaleString("en-GB")} {KIND_WORDS[kind] ?? kind}
              </li>
            ))}
          </ul>
          <UnitRows
            {...{
              unitId,
              hash: signed.hash + outliers.mark,
              view: "outliers",
              q: "",
              onSelect: (row) => setSelected((before) => toggled(before, row)),
            }}
            selected={canDecide ? selected : null}
          />
          {signed.payouts > 0 ? (
            <div className="border-grey-2 border-t px-4 py-3">
              <Checkbox value={looked} onChange={setLooked} isDisabled={isChanged}>
                I have looked at what stands out
              </Checkbox>
            </div>
          ) : null}
        </Card>
      ) : (
        outliers.ofAll.map((sentence) => <Callout key={sentence} tone="warning" title={sentence} />)
      )}
      <UnitFacts view={view} />
      <Card title="Every payout" padding="flush">
        <div className="flex flex-wrap items-end justify-between gap-3 px-4 py-3">
          <div className="w-full max-w-sm">
            <TextField
              label="Search the payouts"
              isLabelHidden
              placeholder="Name, reference, number"
              value={q}
              onChange={setQ}
              spellCheck="false"
            />
          </div>
          {selected.size > 0 ? (
            <Button isDisabled={!canDecide} onPress={() => setRejecting("selected")}>
              Take {selected.size} out
            </Button>
          ) : null}
        </div>
        <UnitRows
          key={search}
          {...{
            unitId,
            hash: signed.hash + outliers.mark,
            view: "all",
            q: search,
            onSelect: (row) => setSelected((before) => toggled(before, row)),
          }}
          selected={canDecide ? selected : null}
        />
      </Card>
      <RejectDialog
        what={rejecting === "selected" ? `${countOf(selected.size)} of it` : `all ${countOf(signed.payouts)}`}
        makerName={view.makerName}
        isOpen={rejecting !== null}
        isPending={isPending}
        onReject={reject}
        onClose={() => setRejecting(null)}
      />
    </article>
  );
}

/** What stands out, as the end of a count. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  accountChanged: "to a changed account",
  sameAmount: "with the amount of another",
  sameReference: "with the reference of another",
  sameRow: "twice in the file, with a reason",
  accountShared: "to an account that others share",
  firstPayout: "to somebody new",
  accountNew: "to a new account",
  amountAbove: "far above the usual",
  makerAbove: "far above what their maker asks for",
  proof: "that ask for a proof",
  payee: "whose bank knows another name",
  unconfirmed: "to an account that nobody has confirmed",
  superseded: "whose account has changed since",
  laterTwin: "asked for again since",
};

function toggled(rows: ReadonlyMap<string, UnitRowView>, row: UnitRowView): ReadonlyMap<string, UnitRowView> {
  const next = new Map(rows);
  if (!next.delete(row.payoutId)) next.set(row.payoutId, row);
  return next;
}

function countOf(payouts: number): string {
  return `${payouts.toLocaleString("en-GB")} ${payouts === 1 ? "payout" : "payouts"}`;
}
