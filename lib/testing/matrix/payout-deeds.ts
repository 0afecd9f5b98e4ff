import { newId } from "@/lib/base/id";
import { USUAL_LAYOUT } from "@/lib/domain/payout/history-layout";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { approveSeveral } from "@/lib/operations/approvals/approve-several";
import { rejectPayout } from "@/lib/operations/approvals/reject-payout";
import { signUnit, takeOut } from "@/lib/operations/approvals/sign-unit";
import { undoDecision } from "@/lib/operations/approvals/undo-decision";
import { undoSignature } from "@/lib/operations/approvals/undo-signature";
import { attachPaper } from "@/lib/operations/attachments/attach-paper";
import { openPaper } from "@/lib/operations/attachments/open-paper";
import { changeRows, fixAlike } from "@/lib/operations/batches/change-rows";
import { continueBatch } from "@/lib/operations/batches/continue-batch";
import { dropRows } from "@/lib/operations/batches/drop-rows";
import { exportBatch, exportFullBatch } from "@/lib/operations/batches/export-batch";
import { giveReason } from "@/lib/operations/batches/give-reason";
import { mapColumns } from "@/lib/operations/batches/map-columns";
import { openBatch } from "@/lib/operations/batches/open-batch";
import { reopenRows } from "@/lib/operations/batches/reopen-rows";
import { submitBatch } from "@/lib/operations/batches/submit-batch";
import { askExport } from "@/lib/operations/exports/ask-export";
import { takeExport } from "@/lib/operations/exports/take-export";
import { seeMentions } from "@/lib/operations/notes/see-mentions";
import { writeNote } from "@/lib/operations/notes/write-note";
import { askResend } from "@/lib/operations/payouts/ask-resend";
import { assignPayout } from "@/lib/operations/payouts/assign-payout";
import { attachProviderPayout } from "@/lib/operations/payouts/attach-provider-payout";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { decideResend } from "@/lib/operations/payouts/decide-resend";
import { mendPayout } from "@/lib/operations/payouts/mend-payout";
import { answerChecker, askMaker } from "@/lib/operations/payouts/note-on-payout";
import { requestLookUp } from "@/lib/operations/payouts/request-look-up";
import { resolveContradiction } from "@/lib/operations/payouts/resolve-contradiction";
import { revealReceiverLink } from "@/lib/operations/payouts/reveal-receiver-link";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { submitPayouts } from "@/lib/operations/payouts/submit-payouts";
import { takeReceipt } from "@/lib/operations/receipts/take-receipt";
import { createSchedule } from "@/lib/operations/schedules/create-schedule";
import { editSchedule } from "@/lib/operations/schedules/edit-schedule";
import { endSchedule, pauseSchedule } from "@/lib/operations/schedules/pause-schedule";
import { resumeSchedule } from "@/lib/operations/schedules/resume-schedule";
import { endShare } from "@/lib/operations/shares/end-share";
import { sharePayout } from "@/lib/operations/shares/share-payout";
import { arrangeHistory, chooseDefaultView } from "@/lib/operations/views/arrange-history";
import { removeView } from "@/lib/operations/views/remove-view";
import { saveView } from "@/lib/operations/views/save-view";
import type { Deed } from "./deed";
import { accountOf, MONTHLY, rentOf } from "./world";

/** Payouts, one by one, by file and by schedule, and the history of them. */
export const PAYOUT_DEEDS: Readonly<Record<string, Deed>> = {
  saveView: { run: (actor) => saveView(actor, { name: "Mine", query: "state=failed", isShared: false }), onOther: "nothing" },
  removeView: { run: (actor, { viewId }) => removeView(actor, { viewId }), onOther: "notFound" },
  chooseDefaultView: { run: (actor, { viewId }) => chooseDefaultView(actor, { viewId }), onOther: "notFound" },
  arrangeHistory: { run: (actor) => arrangeHistory(actor, USUAL_LAYOUT), onOther: "nothing" },
  askExport: { run: (actor) => askExport(actor, { format: "csv", query: "" }), onOther: "nothing" },
  takeExport: { run: (actor, { exportId }) => takeExport(actor, { exportId }), onOther: "notFound" },
  openBatch: {
    run: (actor) => openBatch(actor, { name: "payroll.csv", bytes: new TextEncoder().encode("name,amount\nAnna Schmidt,5.00\n") }),
    onOther: "nothing",
  },
  changeRows: {
    run: (actor, { batchId }) => changeRows(actor, { batchId, changes: [{ line: 2, field: "amount", text: "6.00" }] }),
    onOther: "notFound",
  },
  fixAlike: { run: (actor, { batchId }) => fixAlike(actor, { batchId, line: 2, field: "amount", text: "6.00" }), onOther: "notFound" },
  dropRows: { run: (actor, { batchId }) => dropRows(actor, { batchId, lines: [2], isDropped: true }), onOther: "notFound" },
  giveReason: { run: (actor, { batchId }) => giveReason(actor, { batchId, lines: [2], reason: "Two shifts" }), onOther: "notFound" },
  mapColumns: {
    run: (actor, { batchId }) => mapColumns(actor, { batchId, mapping: ["name", "amount"], decimal: ".", days: null }),
    onOther: "notFound",
  },
  submitBatch: {
    run: (actor, { batchId }) => submitBatch(actor, { batchId, submissionId: newId("batchSubmission"), revision: 1, rows: 1 }),
    onOther: "notFound",
  },
  continueBatch: { run: (actor, { batchId }) => continueBatch(actor, { batchId }), onOther: "notFound" },
  exportFullBatch: {
    run: (actor, { batchId }) => exportFullBatch(actor, { batchId, reason: "The auditors ask for it." }),
    onOther: "notFound",
  },
  exportBatch: { run: (actor, { batchId }) => exportBatch(actor, { batchId }), onOther: "notFound" },
  reopenRows: { run: (actor, { batchId }) => reopenRows(actor, { batchId, lines: [2] }), onOther: "notFound" },
  submitPayout: {
    run: (actor, world) =>
      submitPayout(actor, {
        ...{ connection: world.connection.id, amountMinor: 100n, currency: "EUR", to: accountOf(world), reference: "INV-7" },
        source: "screen",
      }),
    onOther: "notFound",
  },
  submitPayouts: {
    run: (actor, world) => {
      const payout = {
        connection: world.connection.id,
        amountMinor: 100n,
        currency: "EUR",
        to: accountOf(world),
        reference: "INV-7",
      } as const;
      return submitPayouts(actor, { payouts: [payout, { ...payout, amountMinor: 50n }], source: "screen" });
    },
    onOther: "notFound",
  },
  takeReceipt: { run: (actor, { payout }) => takeReceipt(actor, { payoutId: payout.id }), onOther: "notFound" },
  createSchedule: {
    run: (actor, world) => createSchedule(actor, { submissionKey: crypto.randomUUID(), payout: rentOf(world), plan: MONTHLY }),
    onOther: "notFound",
  },
  editSchedule: {
    run: (actor, world) => editSchedule(actor, { scheduleId: world.scheduleId, version: 1, payout: rentOf(world), plan: MONTHLY }),
    onOther: "notFound",
  },
  pauseSchedule: { run: (actor, { scheduleId }) => pauseSchedule(actor, { scheduleId }), onOther: "notFound" },
  resumeSchedule: { run: (actor, { scheduleId }) => resumeSchedule(actor, { scheduleId }), onOther: "notFound" },
  endSchedule: { run: (actor, { scheduleId }) => endSchedule(actor, { scheduleId }), onOther: "notFound" },
  writeNote: { run: (actor, { payout }) => writeNote(actor, { payoutId: payout.id, text: "Called twice." }), onOther: "notFound" },
  seeMentions: { run: (actor, { payout }) => seeMentions(actor, { payoutId: payout.id }), onOther: "nothing" },
  assignPayout: {
    run: (actor, { payout, colleague }) => assignPayout(actor, { payoutId: payout.id, assigneeId: colleague.id, from: null }),
    onOther: "notFound",
  },
  sharePayout: { run: (actor, { payout }) => sharePayout(actor, { payoutId: payout.id, days: 14 }), onOther: "notFound" },
  endShare: { run: (actor, { shareId }) => endShare(actor, { shareId }), onOther: "notFound" },
  cancelPayout: { run: (actor, { payout }) => cancelPayout(actor, { payoutId: payout.id }), onOther: "notFound" },
  requestLookUp: { run: (actor, { sent }) => requestLookUp(actor, { payoutId: sent.id }), onOther: "notFound" },
  approvePayout: { run: (actor, { payout }) => approvePayout(actor, { payoutId: payout.id, shownHash: "" }), onOther: "notFound" },
  approveSeveral: {
    run: (actor, { payout }) => approveSeveral(actor, { payouts: [{ payoutId: payout.id, shownHash: "" }] }),
    onOther: "empty",
  },
  signUnit: {
    run: (actor, { unitId }) => signUnit(actor, { unitId, verdict: "approve", hash: "0".repeat(64), lookedAt: null }),
    onOther: "notFound",
  },
  takeOut: {
    run: (actor, { unitId, payout }) =>
      takeOut(actor, { unitId, payouts: [{ payoutId: payout.id, shownHash: "0".repeat(64) }], reason: "wrongAmount" }),
    onOther: "notFound",
  },
  undoSignature: { run: (actor, { signatureId }) => undoSignature(actor, { signatureId }), onOther: "notFound" },
  undoDecision: { run: (actor, { payout }) => undoDecision(actor, { payoutId: payout.id }), onOther: "notFound" },
  askMaker: { run: (actor, { payout }) => askMaker(actor, { payoutId: payout.id, text: "Is this the second half?" }), onOther: "notFound" },
  answerChecker: { run: (actor, { payout }) => answerChecker(actor, { payoutId: payout.id, text: "It is." }), onOther: "notFound" },
  attachPaper: {
    run: (actor, { payout }) =>
      attachPaper(actor, { payoutId: payout.id, name: "invoice.pdf", bytes: new TextEncoder().encode("%PDF-1.7") }),
    onOther: "notFound",
  },
  openPaper: { run: (actor, { payout }) => openPaper(actor, { payoutId: payout.id, attachmentId: "atc_none" }), onOther: "notFound" },
  mendPayout: {
    run: (actor, { payout, connection, account }) =>
      mendPayout(actor, {
        payoutId: payout.id,
        round: payout.round,
        order: {
          connection: connection.id,
          amountMinor: 100n,
          currency: "EUR",
          to: { type: "receiverAccount", receiverAccountId: account.id },
          reference: "Mended",
        },
      }),
    onOther: "notFound",
  },
  rejectPayout: {
    run: (actor, { payout }) => rejectPayout(actor, { payoutId: payout.id, shownHash: "", reason: "other" }),
    onOther: "notFound",
  },
  askResend: { run: (actor, { sent }) => askResend(actor, { payoutId: sent.id }), onOther: "notFound" },
  decideResend: { run: (actor, { sent }) => decideResend(actor, { payoutId: sent.id, verdict: "withdrawn" }), onOther: "notFound" },
  attachProviderPayout: {
    run: (actor, { payout }) => attachProviderPayout(actor, { payoutId: payout.id, providerPayoutId: "none" }),
    onOther: "notFound",
  },
  revealReceiverLink: { run: (actor, { payout }) => revealReceiverLink(actor, { payoutId: payout.id }), onOther: "notFound" },
  resolveContradiction: {
    run: (actor, { payout }) => resolveContradiction(actor, { payoutId: payout.id, note: "It was paid." }),
    onOther: "notFound",
  },
};
