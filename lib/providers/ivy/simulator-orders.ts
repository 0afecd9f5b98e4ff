import { writeExactJson } from "@/lib/base/exact-json";
import { failed, ok, type Result } from "@/lib/base/result";
import type { AccountAddress } from "@/lib/domain/account/address";
import { readInput } from "../contract/simulator";
import type { Answer, SimulatedAccount, SimulatorDesk } from "../contract/simulator-spec";
import { financialAddressOf } from "./instruction";
import { amountLiteral, json, older } from "./simulator-answers";
import { FinancialAddress, type IvyCredentials, type IvyDetails, NewOrder, StoredOrder } from "./simulator-wire";

/** States whose money is with the receiver or on its way there. */
const SPENT: readonly string[] = ["received", "inFlight", "settled"];

export interface Orders {
  add(input: unknown): Result<unknown, readonly string[]>;
  find(accountId: string, orderId: string): StoredOrder | null;
  /** Minor units that were paid in and not yet paid back. */
  leftOf(order: StoredOrder): bigint;
  details(account: SimulatedAccount<IvyCredentials>, id: string): Answer;
  payerOf(orderId: string): FinancialAddress | null;
  /** Who holds an account, as far as somebody has paid in from it. */
  holderOf(iban: string): string | null;
}

export function openOrders(desk: SimulatorDesk<IvyCredentials, IvyDetails>): Orders {
  const orders = desk.store.collection("orders", StoredOrder);

  const paidBack = ({ orderId, accountId }: StoredOrder) => {
    let minor = 0n;
    for (const payout of desk.payouts.values()) {
      if (payout.details.orderId !== orderId || payout.accountId !== accountId) continue;
      if (SPENT.includes(payout.state)) minor += BigInt(payout.amountMinor);
    }
    return minor;
  };
  const find = (accountId: string, orderId: string) => {
    const order = orders.get(orderId);
    return order?.accountId === accountId ? order : null;
  };

  return {
    add(input) {
      const read = readInput(NewOrder, input);
      if (!read.ok) return read;
      const wanted = read.value;
      const account = wanted.accountId ? desk.accounts.get(wanted.accountId) : [...desk.accounts.values()][0];
      if (!account) return failed(["accountId: no such merchant account is registered."]);
      const orderId = wanted.orderId ?? desk.newId();
      if (orders.get(orderId) && !find(account.accountId, orderId)) return failed(["orderId: another account has this order."]);
      const address = wanted.address === undefined ? usualAddress(wanted.currency) : wanted.address;
      const payer = address && addressOnWire(address, wanted.holderName);
      if (address && !payer) return failed([`address: nobody pays in at Ivy from a ${address.kind}.`]);
      const isNew = orders.get(orderId) === undefined;
      const order = orders.put(orderId, {
        orderId,
        accountId: account.accountId,
        reference: wanted.reference,
        amountMinor: wanted.amountMinor,
        currency: wanted.currency,
        status: wanted.status,
        holderEmail: wanted.holderEmail,
        payer,
        refundedMinor: wanted.refundedMinor,
        createdAt: new Date(wanted.paidInAt ?? desk.world.now()).toISOString(),
      });
      // What was paid in long ago is no news.
      if (wanted.paidInAt === undefined) announceOrder(desk, order, isNew ? "order_created" : "order_updated");
      return ok(order);
    },
    find,
    leftOf: (order) => BigInt(order.amountMinor) - BigInt(order.refundedMinor) - paidBack(order),
    details({ accountId }, id) {
      const order = find(accountId, id) ?? [...orders.values()].find((one) => one.accountId === accountId && one.reference === id);
      if (!order) return older(404, "NOT_FOUND", "Order not found.");
      return json(200, renderOrder(order));
    },
    payerOf: (orderId) => orders.get(orderId)?.payer ?? null,
    holderOf(iban) {
      for (const { payer } of orders.values()) if (payer?.type === "iban" && payer.iban.iban === iban) return payer.iban.accountHolderName;
      return null;
    },
  };
}

function renderOrder(order: StoredOrder): Record<string, unknown> {
  return {
    id: order.orderId,
    referenceId: order.reference,
    status: order.status,
    price: { total: amountLiteral(order.amountMinor, order.currency), currency: order.currency },
    createdAt: order.createdAt,
    updatedAt: order.createdAt,
    refunds: [],
    ...(order.refundedMinor === "0" ? {} : { refundAmount: amountLiteral(order.refundedMinor, order.currency) }),
    ...(order.payer ? { payerFinancialAddress: order.payer } : {}),
    ...(order.holderEmail ? { shopper: { email: order.holderEmail } } : {}),
  };
}

function announceOrder(desk: SimulatorDesk<IvyCredentials, IvyDetails>, order: StoredOrder, type: string): void {
  const body = writeExactJson({ id: desk.newId(), type, date: desk.world.now().toISOString(), payload: renderOrder(order) });
  desk.announce(order.accountId, { name: type, body });
}

/** Null for a kind of account that Ivy's wire has no shape for. */
export function addressOnWire(address: AccountAddress, accountHolderName: string): FinancialAddress | null {
  const shaped = FinancialAddress.safeParse(financialAddressOf(address, accountHolderName));
  return shaped.success ? shaped.data : null;
}

function usualAddress(currency: StoredOrder["currency"]): AccountAddress {
  if (currency === "GBP") return { kind: "sortCode", sortCode: "040668", accountNumber: "00000871" };
  return { kind: "iban", iban: "DE89370400440532013000" };
}
