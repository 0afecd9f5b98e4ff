"use client";

import { Undo2 } from "lucide-react";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { UnitView } from "@/lib/domain/approval/unit-view";

export type UnitSignaturesProps = { view: UnitView; isPending: boolean; onUndo: (signatureId: string) => void };

/** Who has signed what so far, how far it is applied, and where its payouts have come to. */
export function UnitSignatures({ view: { signatures, decided }, isPending, onUndo }: UnitSignaturesProps) {
  if (signatures.length === 0 && decided.length === 0) return null;
  return (
    <Card title="Decided so far">
      <div className="flex flex-col gap-3">
        <ul className="flex flex-col gap-3">
          {signatures.map((signature) => (
            <li key={signature.id} className="flex flex-col gap-1.5">
              <span className="flex flex-wrap items-center justify-between gap-2">
                <span>
                  {signature.isYours ? "You" : signature.checkerName} {signature.verdict === "approve" ? "signed for" : "rejected"}{" "}
                  {signature.payouts.toLocaleString("en-GB")} {signature.payouts === 1 ? "payout" : "payouts"},{" "}
                  <Timestamp at={signature.at} isRelative />
                  {signature.state === "stopped" ? "; taken back on the way" : ""}
                  {signature.passed > 0 ? `; ${signature.passed.toLocaleString("en-GB")} were passed over` : ""}
                </span>
                {signature.mayUndo ? (
                  <Button size="small" isDisabled={isPending} onPress={() => onUndo(signature.id)}>
                    <Undo2 aria-hidden /> Take it back
                  </Button>
                ) : null}
              </span>
              {signature.state === "applying" ? (
                <Progress label="Being applied" done={signature.applied + signature.passed} total={signature.payouts} noun="payouts" />
              ) : null}
            </li>
          ))}
        </ul>
        {decided.length > 0 ? (
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {decided.map(({ state, payouts }) => (
              <li key={state} className="flex items-center gap-1.5 tabular-nums">
                <StatusBadge state={state} /> {payouts.toLocaleString("en-GB")}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
}
