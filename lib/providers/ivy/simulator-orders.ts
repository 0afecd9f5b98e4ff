import { failed, ok, type Result } from "@/lib/base/result";
import type { AccountAddress } from "@/lib/domain/account/address";
import { readInput } from "../contract/simulator";
import type { Answer, SimulatedAccount, SimulatorDesk } from "../contract/simulator-spec";
import { amountLiteral, json, older } from "./simulator-answers";
import { type FinancialAddress, type IvyCredentials, type IvyDetails, NewOrder, StoredOrder } from "./simulator-wire";

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
      const order = orders.put(orderId, {
        orderId,
        accountId: account.accountId,
        reference: wanted.reference,
        amountMinor: wanted.amountMinor,
        currency: wanted.currency,
        status: wanted.status,
        holderEmail: wanted.holderEmail,
        payer: address && addressOnWire(address, wanted.holderName),
        createdAt: new Date(wanted.paidInAt ?? desk.world.now()).toISOString(),
      });
      return ok(order);
    },
    find,
    leftOf: (order) => BigInt(order.amountMinor) - paidBack(order),
    details({ accountId }, id) {
      const order = find(accountId, id) ?? [...orders.values()].find((one) => one.accountId === accountId && one.reference === id);
      if (!order) return older(404, "NOT_FOUND", "Order not found.");
      return json(200, {
        id: order.orderId,
        referenceId: order.reference,
        status: order.status,
        price: { total: amountLiteral(order.amountMinor, order.currency), currency: order.currency },
        createdAt: order.createdAt,
        updatedAt: order.createdAt,
        refunds: [],
        ...(order.payer ? { payerFinancialAddress: order.payer } : {}),
        ...(order.holderEmail ? { shopper: { email: order.holderEmail } } : {}),
      });
    },
    payerOf: (orderId) => orders.get(orderId)?.payer ?? null,
    holderOf(iban) {
      for (const { payer } of orders.values()) if (payer?.type === "iban" && payer.iban.iban === iban) return payer.iban.accountHolderName;
      return null;
    },
  };
}

export function addressOnWire(address: AccountAddress, accountHolderName: string): FinancialAddress {
  if (address.kind === "iban") return { type: "iban", iban: { iban: address.iban, accountHolderName } };
  if (address.kind !== "sortCode") throw new Error(`Nobody at Ivy is paid at a ${address.kind}.`);
  const { sortCode, accountNumber } = address;
  return { type: "sort_code", sortCode: { sortCode, accountNumber, accountHolderName } };
}

function usualAddress(currency: StoredOrder["currency"]): AccountAddress {
  if (currency === "GBP") return { kind: "sortCode", sortCode: "040668", accountNumber: "00000871" };
  return { kind: "iban", iban: "DE89370400440532013000" };
}
