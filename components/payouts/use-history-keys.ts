"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { useKeyBindings } from "@/components/ui/key-bindings";
import type { PayoutRow } from "@/lib/domain/payout/history-view";

type Walked = {
  rows: readonly PayoutRow[];
  isTurning: boolean;
  /** More rows of this view are on their way, or come when somebody walks there. */
  onFurther: (() => void) | null;
  region: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  onOlder: (() => void) | null;
  onNewer: (() => void) | null;
  /** Called before a payout is opened by key. */
  onOpen: (payoutId: string) => void;
};

/**
 * J and K move the focus itself from row to row, so Enter opens and screen readers read along. At the ends they go on to further rows,
 * or turn the page and go on there.
 */
export function useHistoryKeys({ rows, isTurning, onFurther, region, search, onOlder, onNewer, onOpen }: Walked) {
  const router = useRouter();
  const [currentId, setCurrentId] = useState<string | null>(null);
  const arriveAt = useRef<number | "last" | null>(null);
  const wanted = useRef<string | null>(null);

  const focusOn = (payoutId: string): boolean => {
    const link = region.current?.querySelector<HTMLElement>(`a[data-payout="${CSS.escape(payoutId)}"]`);
    link?.focus({ preventScroll: true });
    link?.closest("tr")?.scrollIntoView({ block: "nearest" });
    return link !== undefined && link !== null;
  };
  const focusRow = (place: number) => {
    const row = rows[place];
    if (!row || focusOn(row.id)) return;
    // It is not drawn; as the current one it is.
    wanted.current = row.id;
    setCurrentId(row.id);
  };
  useLayoutEffect(() => {
    if (wanted.current && focusOn(wanted.current)) wanted.current = null;
  });
  const move = (step: 1 | -1) => {
    const place = rows.findIndex(({ id }) => id === currentId);
    const next = place < 0 ? 0 : place + step;
    if (next >= 0 && next < rows.length) return focusRow(next);
    if (step === 1 && onFurther) {
      arriveAt.current = next;
      return onFurther();
    }
    const turn = step === 1 ? onOlder : onNewer;
    if (!turn) return;
    arriveAt.current = step === 1 ? 0 : "last";
    turn();
  };

  const arrive = useEffectEvent(() => {
    if (isTurning || arriveAt.current === null || rows.length === 0) return;
    const place = arriveAt.current === "last" ? rows.length - 1 : arriveAt.current;
    if (place >= rows.length) return;
    arriveAt.current = null;
    focusRow(place);
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
