"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useKeyBindings } from "@/components/ui/key-bindings";
import type { PayoutRow } from "@/lib/domain/payout/history-view";

type Walked = {
  rows: readonly PayoutRow[];
  isTurning: boolean;
  region: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  onOlder: (() => void) | null;
  onNewer: (() => void) | null;
  /** Called before a payout is opened by key. */
  onOpen: (payoutId: string) => void;
};

/**
 * J and K move the focus itself from row to row, so Enter opens and screen readers read along. At the ends they turn the page and
 * go on there.
 */
export function useHistoryKeys({ rows, isTurning, region, search, onOlder, onNewer, onOpen }: Walked) {
  const router = useRouter();
  const [currentId, setCurrentId] = useState<string | null>(null);
  const arriveAt = useRef<"first" | "last" | null>(null);

  const focusRow = (place: number) => {
    const links = region.current?.querySelectorAll<HTMLElement>("a[data-payout]");
    const link = links?.[place];
    link?.focus({ preventScroll: true });
    link?.closest("tr")?.scrollIntoView({ block: "nearest" });
  };
  const move = (step: 1 | -1) => {
    const place = rows.findIndex(({ id }) => id === currentId);
    const next = place < 0 ? 0 : place + step;
    if (next >= 0 && next < rows.length) return focusRow(next);
    const turn = step === 1 ? onOlder : onNewer;
    if (!turn) return;
    arriveAt.current = step === 1 ? "first" : "last";
    turn();
  };

  const arrive = useEffectEvent(() => {
    if (isTurning || !arriveAt.current || rows.length === 0) return;
    focusRow(arriveAt.current === "first" ? 0 : rows.length - 1);
    arriveAt.current = null;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows of the other page have come.
  useEffect(() => arrive(), [rows, isTurning]);

  const current = rows.find(({ id }) => id === currentId);
  useKeyBindings("Payouts", [
    { keys: "j", label: "Next payout", canRepeat: true, onPress: () => move(1) },
    { keys: "k", label: "Previous payout", canRepeat: true, onPress: () => move(-1) },
    {
      keys: "Enter",
      label: "Open the payout",
      onPress: () => {
        if (!current) return;
        onOpen(current.id);
        router.push(`/payouts/${current.number}`);
      },
    },
    { keys: "/", label: "Filter by text", onPress: () => search.current?.select() },
    { keys: "]", label: "Older payouts", isDisabled: !onOlder, onPress: () => onOlder?.() },
    { keys: "[", label: "Newer payouts", isDisabled: !onNewer, onPress: () => onNewer?.() },
  ]);

  return { currentId, setCurrentId, focusRow };
}
