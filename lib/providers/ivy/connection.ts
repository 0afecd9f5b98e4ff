import { isPositive } from "@/lib/base/money";
import type { ProviderConnection } from "../contract/connection";
import type { Fault } from "../contract/fault";
import { judgeSend, unreadable } from "../contract/faults";
import type { BalancesOutcome } from "../contract/ledger";
import type { PaymentSourcesOutcome } from "../contract/payment-source";
import type { LookUpOutcome } from "../contract/payout";
import type { VerificationOutcome } from "../contract/receiver";
import { isNotFound, readAnswer, readExact } from "./answers";
import type { IvyClient } from "./client";
import { AUTOMATIC, financialAddressOf, type IvyRail, instructionOf } from "./instruction";
import { listPayouts, listTransactions } from "./lists";
import { findByNumber } from "./look-up";
import { moneyOf, observationOf, paymentSourceOf, refusalOf } from "./mapping";
import { Balances, Order, PayeeCheck, Payout, Problem } from "./wire";

export function connectIvy(client: IvyClient, rail: IvyRail = AUTOMATIC): ProviderConnection {
  return {
    async sendPayout(order) {
      const instruction = instructionOf(order, rail);
      if (!instruction) {
        const { kind } = order.destination;
        if (kind === "paymentSource") return refusedHere("Ivy pays back to orders, not to payment sources.", "notReturnable");
        return refusedHere("Ivy cannot pay to this kind of account.", "accountInvalid");
      }
      if (!isPositive(order.amount)) return refusedHere("Ivy pays 0.01 or more.", "amountInvalid");

      const exchange = await client.post({
        purpose: "sendPayout",
        path: "payout/create",
        body: instruction,
        idempotencyKey: order.idempotencyKey,
      });
      return judgeSend(exchange, {
        now: client.now(),
        accepted: (answer) => {
          const read = readExact(answer, Payout);
          if (read.kind === "unreadable") return read;
          return { kind: "read", observation: observationOf(read.value, { evidenceId: answer.evidenceId }) };
        },
        refused: (answer) => {
          const read = readExact(answer, Problem);
          return read.kind === "read" ? refusalOf(answer.status, read.value, order.destination) : null;
        },
        rateLimitPrecedesBooking: true,
      });
    },

    async lookUpPayout(by): Promise<LookUpOutcome> {
      if (by.kind === "order") return findByNumber(client, { number: by.order.number, firstSentAt: by.firstSentAt });

      const asked = await client.post({ purpose: "lookUpPayout", path: "payout/retrieve", body: { id: by.providerPayoutId } });
      if (isNotFound(asked)) return { kind: "absent", evidenceId: asked.evidenceId };
      const read = readAnswer(asked, Payout, client.now());
      if (read.kind === "unavailable") return read;
      // Another payout's answer under this id would be somebody else's money.
      if (read.value.id !== by.providerPayoutId) return { kind: "unavailable", fault: unreadable(read.answer) };
      return { kind: "found", observation: observationOf(read.value, { evidenceId: read.answer.evidenceId }) };
    },

    listPayouts: (window) => listPayouts(client, window),
    listTransactions: (window) => listTransactions(client, window),

    async readBalances(): Promise<BalancesOutcome> {
      const asked = await client.post({ purpose: "readBalances", path: "balance/retrieve", body: {} });
      const read = readAnswer(asked, Balances, client.now());
      if (read.kind === "unavailable") return read;
      const balances = read.value.balances.flatMap(({ available, currency }) => {
        const amount = moneyOf(available, currency);
        return amount ? [{ accountId: null, available: amount, current: null }] : [];
      });
      return { kind: "read", balances };
    },

    async listPaymentSources(by): Promise<PaymentSourcesOutcome> {
      if (by.kind === "user") return { kind: "unavailable", fault: faultHere("Ivy finds what was paid in by its order, not by a user.") };
      const asked = await client.post({ purpose: "listPaymentSources", path: "order/details", body: { id: by.orderId } });
      if (isNotFound(asked)) return { kind: "read", sources: [] };
      const read = readAnswer(asked, Order, client.now());
      return read.kind === "unavailable" ? read : { kind: "read", sources: [paymentSourceOf(read.value)] };
    },

    async verifyReceiver({ holderName, address }): Promise<VerificationOutcome> {
      if (address.kind !== "iban") return { kind: "notPossible", why: "Ivy checks names for IBANs only.", evidenceId: null };
      const payee = financialAddressOf(address, holderName);
      const asked = await client.post({ purpose: "verifyReceiver", path: "payee/verify", body: { payee } });
      const read = readAnswer(asked, PayeeCheck, client.now());
      if (read.kind === "unavailable") return read;

      const { status, suggestedAccountHolderName } = read.value;
      const { evidenceId } = read.answer;
      if (status === "partial_match") return { kind: "partialMatch", suggestedName: suggestedAccountHolderName ?? "", evidenceId };
      if (status === "match") return { kind: "match", evidenceId };
      if (status === "no_match") return { kind: "noMatch", evidenceId };
      return { kind: "notPossible", why: "The receiver's bank does not answer name checks.", evidenceId };
    },
  };
}

function refusedHere(message: string, reason: "notReturnable" | "amountInvalid" | "accountInvalid") {
  return { kind: "refused", failure: { reason, providerCode: "", message }, evidenceId: null } as const;
}

function faultHere(message: string): Fault {
  return { kind: "unexpected", message, retryAfterSeconds: null, evidenceId: null };
}
