"use client";

import { useEffect, useEffectEvent } from "react";
import { useController } from "react-hook-form";
import { type PaymentSourceChoice, PaymentSourcePicker } from "@/components/fields/payment-source-picker";
import type { SourceView } from "@/lib/domain/payment-source/source-view";
import type { NewPayout } from "./use-payout-form";
import { isReturnable, kinOf, meantBy, useSourceSearch } from "./use-source-search";

/** Closed loop: what was pasted, and the accounts that paid in by it, best first. */
export function NewPayoutSource({ payout: { form, chooseSource }, onChosen }: { payout: NewPayout; onChosen: () => void }) {
  const { field, fieldState } = useController({ control: form.control, name: "sourceText" });
  const { error } = form.getFieldState("source", form.formState);
  const search = useSourceSearch(field.value);
  const chosen = form.watch("source");

  const choose = (source: SourceView | null) => {
    chooseSource(source, source ? kinOf(search.sources, source) : []);
    if (source) onChosen();
  };

  const takeAnswer = useEffectEvent(() => {
    const again = search.sources.find(({ paymentSourceId }) => paymentSourceId === form.getValues("source")?.paymentSourceId);
    // Asked again after a reload: what may still be sent back may have become less meanwhile.
    if (again) {
      form.setValue("kin", kinOf(search.sources, again));
      return form.setValue("source", isReturnable(again) ? again : null);
    }
    const meant = meantBy(search.sources, field.value);
    if (meant) choose(meant);
  });
  const answered = search.status === "found" ? search.sources : null;
  const answerKey = answered?.map(({ paymentSourceId, returnable }) => `${paymentSourceId}:${returnable.minor}`).join() ?? "";
  useEffect(() => {
    if (answerKey !== "") takeAnswer();
  }, [answerKey]);

  return (
    <PaymentSourcePicker
      ref={field.ref}
      name={field.name}
      query={field.value}
      onQueryChange={(text) => {
        field.onChange(text);
        if (chosen) chooseSource(null, []);
      }}
      onAskNow={search.askNow}
      status={search.status}
      sources={search.sources.map(asChoice)}
      silent={search.silent}
      value={chosen?.paymentSourceId ?? null}
      onChange={(id) => choose(search.sources.find(({ paymentSourceId }) => paymentSourceId === id) ?? null)}
      onBlur={field.onBlur}
      autoFocus={field.value === ""}
      error={error?.message ?? fieldState.error?.message}
    />
  );
}

function asChoice(source: SourceView): PaymentSourceChoice {
  const { paidIn, refunded, paidOut, reserved, returnable } = source;
  const sums = [
    { label: source.amountsFrom === "merchant" ? "Paid in, by your system's word" : "Paid in", amount: paidIn },
    { label: "refunded", amount: refunded },
    { label: "paid out", amount: paidOut },
    { label: "reserved", amount: reserved },
  ];
  return {
    id: source.paymentSourceId,
    holder: source.holderName ?? source.holderEmail ?? "Unnamed payer",
    provider: { id: source.provider, label: source.connectionName },
    account: source.masked ? { number: source.masked } : undefined,
    returnable,
    lastPaidInAt: source.paidInAt ?? undefined,
    order: source.orderReference ?? source.orderId ?? undefined,
    note: source.match === "kin" ? "the same customer" : undefined,
    sums: sums.filter(({ label, amount }) => label.startsWith("Paid in") || amount.minor > 0n),
    blockedBecause: source.refusal ?? (returnable.minor > 0n ? undefined : "all of it has been sent back"),
  };
}
