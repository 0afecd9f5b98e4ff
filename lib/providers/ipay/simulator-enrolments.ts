import { failed, ok, type Result } from "@/lib/base/result";
import { addMs } from "@/lib/base/time";
import { readInput } from "../contract/simulator";
import type { SimulatorDesk } from "../contract/simulator-spec";
import type { ReceiverAccounts } from "./simulator-accounts";
import type { IpayEvents } from "./simulator-events";
import type { Payouts } from "./simulator-payouts";
import type { Receivers } from "./simulator-receivers";
import { EnrolmentMove, type IpayCredentials, type IpayDetails, type StoredAccount, type StoredReceiver } from "./simulator-wire";

export interface Enrolments {
  move(input: unknown): Result<unknown, readonly string[]>;
  nextDueAt(): Date | null;
  workDue(): void;
}

type Words = { readonly status?: StoredReceiver["status"]; readonly kycStatus?: StoredReceiver["kycStatus"] };
type AccountWords = Partial<Pick<StoredAccount, "status" | "confirmStatus">>;

/** What people and Ipay's own checks do with receivers and accounts: told by a control, or done by themselves after a while. */
export function openEnrolments(
  desk: SimulatorDesk<IpayCredentials, IpayDetails>,
  { receivers, accounts, payouts, events }: { receivers: Receivers; accounts: ReceiverAccounts; payouts: Payouts; events: IpayEvents },
): Enrolments {
  const payoutsWhere = (holds: (details: IpayDetails) => boolean) => [...desk.payouts.values()].filter(({ details }) => holds(details));

  const setReceiver = (receiver: StoredReceiver, words: Words) => {
    const after = { ...receiver, ...words };
    if (after.status === receiver.status && after.kycStatus === receiver.kycStatus) return;
    receivers.put(after);
    events.tellReceiver("receiverKycUpdate", after);
    if (after.kycStatus === receiver.kycStatus) return;
    for (const payout of payoutsWhere(({ receiverId }) => receiverId === receiver.id)) {
      if (payout.state === "settled") desk.announce(payout.accountId, events.ofPayout(payout, payouts.statusOf(payout)));
    }
  };

  const setAccount = (account: StoredAccount, words: AccountWords) => {
    const after = { ...account, ...words };
    if (after.status === account.status && after.confirmStatus === account.confirmStatus) return;
    accounts.put(after);
    events.tellAccount("accountUpdate", after);
    if (after.confirmStatus !== "confirmed") return;
    // What waited for this goes on, as if it had just been taken.
    for (const payout of payoutsWhere(({ receiverAccountId }) => receiverAccountId === account.id)) {
      if (payout.state !== "received") continue;
      desk.goOn(payout.providerPayoutId);
      desk.announce(payout.accountId, events.ofPayout(payout, payouts.statusOf(payout), "payoutUpdated"));
    }
  };

  const makeReady = (receiver: StoredReceiver, own: readonly StoredAccount[]) => {
    setReceiver(receiver, { status: "active", kycStatus: "completed" });
    for (const account of own) setAccount(account, { status: "complete", confirmStatus: "confirmed" });
  };

  /** Everybody who has something left to do, and since when. */
  const waiting = () => [
    ...[...receivers.all()]
      .filter(({ kycStatus }) => kycStatus === "pending")
      .map((one) => ({ since: one.createdAt, act: () => makeReady(one, []) })),
    ...[...accounts.all()]
      .filter(({ confirmStatus, status }) => confirmStatus === "unconfirmed" && status !== "failed")
      .map((one) => ({ since: one.createdAt, act: () => setAccount(one, { status: "complete", confirmStatus: "confirmed" }) })),
  ];
  const dueAt = (since: string, afterMs: number) => addMs(new Date(since), afterMs);

  return {
    move(input) {
      const read = readInput(EnrolmentMove, input);
      if (!read.ok) return read;
      const wish = read.value;
      const receiver = [...receivers.all()].findLast(
        ({ id, fields }) => id === wish.providerReceiverId || fields.email === wish.email?.toLowerCase(),
      );
      if (!receiver) return failed(["providerReceiverId: there is no such receiver, nor one with this email."]);
      const own = accounts.of(receiver.id).filter(({ id }) => !wish.providerAccountId || id === wish.providerAccountId);
      if (wish.providerAccountId && own.length === 0) return failed(["providerAccountId: the receiver has no such account."]);

      if (wish.becomes === "ready") makeReady(receiver, own);
      if (wish.becomes === "refused") setReceiver(receiver, { status: "failed", kycStatus: "failed" });
      const { receiverStatus: status, kycStatus, confirmStatus } = wish;
      setReceiver(receivers.find(receiver.accountId, receiver.id) ?? receiver, {
        ...(status && { status }),
        ...(kycStatus && { kycStatus }),
      });
      if (confirmStatus) for (const account of own) setAccount(account, { confirmStatus });
      return ok({ receiver: receivers.find(receiver.accountId, receiver.id), accounts: accounts.of(receiver.id) });
    },
    nextDueAt() {
      const afterMs = desk.pace().receiverActsAfterMs;
      if (afterMs === undefined) return null;
      const dues = waiting().map(({ since }) => dueAt(since, afterMs).getTime());
      return dues.length === 0 ? null : new Date(Math.min(...dues));
    },
    workDue() {
      const afterMs = desk.pace().receiverActsAfterMs;
      if (afterMs === undefined) return;
      const now = desk.world.now();
      for (const { since, act } of waiting()) if (dueAt(since, afterMs) <= now) act();
    },
  };
}
