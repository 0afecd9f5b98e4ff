import { NO_FILTERS } from "@/lib/domain/receiver/filters";
import { askEnrolmentAgain } from "@/lib/operations/enrolments/ask-enrolment-again";
import { findPaymentSources } from "@/lib/operations/payment-sources/find-payment-sources";
import { tellSource } from "@/lib/operations/payment-sources/tell-source";
import { askReceiver } from "@/lib/operations/receivers/ask-receiver";
import { checkPayee, takeSuggestedName } from "@/lib/operations/receivers/check-payee";
import { closeReceiver } from "@/lib/operations/receivers/close-receiver";
import { createReceiver } from "@/lib/operations/receivers/create-receiver";
import { confirmAccount, rejectAccount } from "@/lib/operations/receivers/decide-account";
import { exportFullReceivers, exportReceivers } from "@/lib/operations/receivers/export-receivers";
import { importReceivers, previewImport } from "@/lib/operations/receivers/import-receivers";
import { mergeReceivers } from "@/lib/operations/receivers/merge-receivers";
import { noteOnReceiver } from "@/lib/operations/receivers/note-on-receiver";
import { proposeAccount } from "@/lib/operations/receivers/propose-account";
import { reopenReceiver } from "@/lib/operations/receivers/reopen-receiver";
import { revealAccount } from "@/lib/operations/receivers/reveal-account";
import { revokeAsk } from "@/lib/operations/receivers/revoke-ask";
import { updateReceiver } from "@/lib/operations/receivers/update-receiver";
import { TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import type { Deed } from "./deed";
import { A_FILE } from "./world";

/** Receivers, their accounts, and what may be paid back. */
export const RECEIVER_DEEDS: Readonly<Record<string, Deed>> = {
  updateReceiver: {
    run: (actor, { receiver }) => updateReceiver(actor, { receiverId: receiver.id, name: "Anna Schmidt" }),
    onOther: "notFound",
  },
  closeReceiver: {
    run: (actor, { receiver }) => closeReceiver(actor, { receiverId: receiver.id, reason: "No longer a customer" }),
    onOther: "notFound",
  },
  reopenReceiver: {
    run: (actor, { receiver }) => reopenReceiver(actor, { receiverId: receiver.id, reason: "They are back" }),
    onOther: "notFound",
  },
  mergeReceivers: {
    run: (actor, { receiver, colleague }) => mergeReceivers(actor, { survivorId: receiver.id, duplicateId: colleague.id, shownHash: "" }),
    onOther: "notFound",
  },
  askReceiver: { run: (actor, { receiver }) => askReceiver(actor, { receiverId: receiver.id }), onOther: "notFound" },
  previewImport: { run: (actor) => previewImport(actor, { bytes: A_FILE }), onOther: "nothing" },
  importReceivers: {
    run: (actor) => importReceivers(actor, { bytes: A_FILE, mode: "all", withDoubtful: false, fileHash: "another" }),
    onOther: "nothing",
  },
  exportReceivers: { run: (actor) => exportReceivers(actor, { filters: NO_FILTERS }), onOther: "nothing" },
  exportFullReceivers: {
    run: (actor) => exportFullReceivers(actor, { filters: NO_FILTERS, reason: "The auditors ask for it" }),
    onOther: "nothing",
  },
  revokeAsk: { run: (actor, { askId }) => revokeAsk(actor, { askId }), onOther: "notFound" },
  noteOnReceiver: {
    run: (actor, { receiver }) => noteOnReceiver(actor, { receiverId: receiver.id, text: "Prefers the telephone." }),
    onOther: "notFound",
  },
  askEnrolmentAgain: { run: (actor, { enrolmentId }) => askEnrolmentAgain(actor, { enrolmentId }), onOther: "notFound" },
  createReceiver: { run: (actor) => createReceiver(actor, { kind: "person", name: "Anna Schmidt" }), onOther: "nothing" },
  proposeAccount: {
    run: (actor, { receiver }) => proposeAccount(actor, { receiverId: receiver.id, holderName: "Anna Schmidt", address: TEST_SORT_CODE }),
    onOther: "notFound",
  },
  checkPayee: { run: (actor, { card }) => checkPayee(actor, { versionId: card.id }), onOther: "notFound" },
  takeSuggestedName: { run: (actor, { checkId }) => takeSuggestedName(actor, { checkId }), onOther: "notFound" },
  confirmAccount: {
    run: (actor, { proposal }) =>
      confirmAccount(actor, {
        ...{ versionId: proposal.id, calledName: "Anna Schmidt", calledNumber: "+49 30 901820" },
        calledAt: new Date(),
      }),
    onOther: "notFound",
  },
  rejectAccount: {
    run: (actor, { proposal }) => rejectAccount(actor, { versionId: proposal.id, note: "Nobody there knows of it." }),
    onOther: "notFound",
  },
  revealAccount: {
    run: (actor, { version }) => revealAccount(actor, { accountVersionId: version.id, reason: "The bank asks for it." }),
    onOther: "notFound",
  },
  findPaymentSources: { run: (actor, { source }) => findPaymentSources(actor, { text: source.holderName ?? "" }), onOther: "empty" },
  tellSource: {
    run: (actor, { connection }) => {
      const nothing = { userId: null, orderReference: null, holderName: null, holderEmail: null, account: null, paidInAt: null };
      const amounts = { currency: "EUR", paidInMinor: 100n, refundedMinor: 0n } as const;
      return tellSource(actor, { ...nothing, ...amounts, connection: connection.id, sourceId: "x" });
    },
    onOther: "notFound",
  },
};
