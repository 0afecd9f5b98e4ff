import { writeExactJson } from "@/lib/base/exact-json";
import type { BookedPayout, SimulatedEvent, SimulatorDesk } from "../contract/simulator-spec";
import { integer } from "./simulator-answers";
import { type IpayCredentials, type IpayDetails, KYC_STATUSES, type StoredAccount, type StoredReceiver } from "./simulator-wire";

export interface IpayEvents {
  ofPayout(payout: BookedPayout<IpayDetails>, status: string, name?: string): SimulatedEvent;
  tellReceiver(event: "receiverCreated" | "receiverKycUpdate", receiver: StoredReceiver): void;
  tellAccount(event: "accountCreated" | "accountUpdate", account: StoredAccount): void;
}

/** Webhooks are flat, have no id, and call the subaccount what Ipay calls it. */
export function openEvents(desk: SimulatorDesk<IpayCredentials, IpayDetails>): IpayEvents {
  const event = (name: string, members: Record<string, unknown>): SimulatedEvent => ({
    name,
    body: writeExactJson({ event: name, ...members, timestamp: desk.world.now().getTime() }),
  });
  return {
    ofPayout(payout, status, name = nameOf(payout)) {
      return event(name, {
        amount: integer(payout.amountMinor),
        currency: payout.currency,
        payout_id: payout.providerPayoutId,
        receiver_account_id: payout.details.receiverAccountId,
        receiver_id: payout.details.receiverId,
        reference: payout.reference ?? "",
        status,
        subccount_id: payout.accountId,
      });
    },
    tellReceiver(name, { id, accountId, status, kycStatus }) {
      const kyc_status = String(KYC_STATUSES.indexOf(kycStatus));
      desk.announce(accountId, event(name, { receiver_id: id, subccount_id: accountId, status, kyc_status }));
    },
    tellAccount(name, { id, accountId, receiverId, fields, status, confirmStatus }) {
      const { bsb = "", account_number = fields.iban ?? fields.recipient ?? "" } = fields;
      desk.announce(
        accountId,
        event(name, { bsb, account_number, receiver_id: receiverId, receiver_account_id: id, status, confirm_status: confirmStatus }),
      );
    },
  };
}

function nameOf({ state }: BookedPayout<IpayDetails>): string {
  if (state === "received") return "payoutCreated";
  return state === "failed" || state === "returned" ? "payoutFailure" : "payoutUpdated";
}
