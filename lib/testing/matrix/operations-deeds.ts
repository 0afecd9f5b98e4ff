import { exportAudit } from "@/lib/operations/audit/export-audit";
import { askLift } from "@/lib/operations/freezes/ask-lift";
import { confirmLift } from "@/lib/operations/freezes/confirm-lift";
import { explainFreeze } from "@/lib/operations/freezes/explain-freeze";
import { setFreeze } from "@/lib/operations/freezes/set-freeze";
import { askReconciliation } from "@/lib/operations/reconciliation/ask-reconciliation";
import { explainFinding } from "@/lib/operations/reconciliation/explain-finding";
import { replayDelivery } from "@/lib/operations/webhooks/replay-delivery";
import type { Deed } from "./deed";

/** The operations room and the audit trail. */
export const OPERATIONS_DEEDS: Readonly<Record<string, Deed>> = {
  exportAudit: { run: (actor) => exportAudit(actor, { show: "all" }), onOther: "nothing" },
  replayDelivery: { run: (actor, { deliveryId }) => replayDelivery(actor, { deliveryId }), onOther: "notFound" },
  setFreeze: { run: (actor, { connection }) => setFreeze(actor, { scope: "connection", targetId: connection.id }), onOther: "notFound" },
  explainFreeze: { run: (actor, { freezeId }) => explainFreeze(actor, { freezeId, reason: "Suspicious" }), onOther: "notFound" },
  askLift: { run: (actor, { freezeId }) => askLift(actor, { freezeId }), onOther: "notFound" },
  confirmLift: { run: (actor, { freezeId }) => confirmLift(actor, { freezeId }), onOther: "notFound" },
  askReconciliation: { run: (actor, { connection }) => askReconciliation(actor, { connectionId: connection.id }), onOther: "notFound" },
  explainFinding: {
    run: (actor, { finding }) => explainFinding(actor, { findingId: finding.id, lastRunId: finding.lastRunId, note: "A known difference" }),
    onOther: "notFound",
  },
};
