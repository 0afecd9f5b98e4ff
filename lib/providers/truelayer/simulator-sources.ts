import * as z from "zod";
import { failed, ok, type Result } from "@/lib/base/result";
import { AccountAddress } from "@/lib/domain/account/address";
import { readInput } from "../contract/simulator";
import type { HistoricPayout, SimulatedAccount, SimulatorDesk } from "../contract/simulator-spec";
import { nanoseconds } from "./simulator-answers";
import { Identifier, type TrueLayerCredentials, TrueLayerDetails } from "./simulator-wire";

/** An account that paid in, and the payment that it made. */
const Source = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  accountId: z.string(),
  holderName: z.string(),
  identifiers: z.array(Identifier).min(1),
  paymentId: z.string(),
  amountMinor: z.string(),
  reference: z.string().nullable(),
  settledAt: z.string(),
  /** Refunded of it at TrueLayer itself, past the desk. */
  refund: z.object({ id: z.string(), amountMinor: z.string(), executedAt: z.string() }).nullable().default(null),
});
export type Source = z.infer<typeof Source>;

/** `POST /_sim/truelayer/orders`: a settled payment into the merchant account, and with it a payment source to pay back to. */
const NewSource = z.object({
  accountId: z.string().optional(),
  paymentSourceId: z.uuid().optional(),
  userId: z.uuid().optional(),
  holderName: z.string().min(1).default("Jo Payer"),
  address: AccountAddress.optional(),
  amountMinor: z
    .union([z.string().regex(/^\d+$/), z.int().positive()])
    .transform(String)
    .default("10000"),
  reference: z.string().nullable().default(null),
  paidInAt: z.iso.datetime({ offset: true }).optional(),
  refundedMinor: z
    .union([z.string().regex(/^[1-9]\d*$/), z.int().positive()])
    .transform(String)
    .optional(),
});

export interface Sources {
  add(input: unknown): Result<unknown, readonly string[]>;
  find(by: { readonly accountId: string; readonly sourceId: string; readonly userId: string }): Source | null;
  of(accountId: string, userId?: string): readonly Source[];
}

export function openSources(desk: SimulatorDesk<TrueLayerCredentials, TrueLayerDetails>): Sources {
  const sources = desk.store.collection("sources", Source);
  return {
    add(input) {
      const read = readInput(NewSource, input);
      if (!read.ok) return read;
      const wanted = read.value;
      const account = wanted.accountId ? desk.accounts.get(wanted.accountId) : [...desk.accounts.values()][0];
      if (!account) return failed(["accountId: no such merchant account is registered."]);
      const id = (wanted.paymentSourceId ?? desk.newId()).toLowerCase();
      const known = sources.get(id);
      // What was paid in long ago is in the balance that the account began with; what is paid in now adds to it.
      if (!known && wanted.paidInAt === undefined) creditAccount(desk, account, BigInt(wanted.amountMinor));
      const source = sources.put(id, {
        id,
        userId: (wanted.userId ?? desk.newId()).toLowerCase(),
        accountId: account.accountId,
        holderName: wanted.holderName,
        identifiers: [wanted.address ? identifierOf(wanted.address) : usualIdentifier(account.credentials.currency)],
        paymentId: known?.paymentId ?? desk.newId(),
        amountMinor: wanted.amountMinor,
        reference: wanted.reference,
        settledAt: wanted.paidInAt ?? known?.settledAt ?? desk.world.now().toISOString(),
        refund:
          wanted.refundedMinor === undefined
            ? (known?.refund ?? null)
            : {
                id: known?.refund?.id ?? desk.newId(),
                amountMinor: wanted.refundedMinor,
                executedAt: desk.world.now().toISOString(),
              },
      });
      // What was paid in long ago is no news.
      if (wanted.paidInAt === undefined) announce(desk, source, { isNew: known === undefined });
      return ok({ ...source, paymentSourceId: source.id });
    },
    find({ accountId, sourceId, userId }) {
      const source = sources.get(sourceId.toLowerCase());
      return source && source.accountId === accountId && source.userId === userId.toLowerCase() ? source : null;
    },
    of: (accountId, userId) =>
      [...sources.values()].filter(
        (source) => source.accountId === accountId && (userId === undefined || source.userId === userId.toLowerCase()),
      ),
  };
}

type Desk = SimulatorDesk<TrueLayerCredentials, TrueLayerDetails>;

/** TrueLayer tells that money came in or went back, and not how much. */
function announce(desk: Desk, source: Source, { isNew }: { readonly isNew: boolean }): void {
  const { id, userId, accountId, paymentId, holderName, identifiers, settledAt, refund } = source;
  const common = { event_version: 1, event_id: desk.newId(), payment_id: paymentId };
  const payment_source = { id, account_holder_name: holderName, account_identifiers: identifiers };
  if (isNew) {
    const body = { type: "payment_settled", ...common, settled_at: nanoseconds(settledAt), payment_source, user_id: userId, metadata: {} };
    desk.announce(accountId, { name: body.type, body: JSON.stringify(body) });
  } else if (refund) {
    const body = { type: "refund_executed", ...common, refund_id: refund.id, executed_at: nanoseconds(refund.executedAt) };
    desk.announce(accountId, { name: body.type, body: JSON.stringify(body) });
  }
}

function creditAccount(desk: Desk, account: SimulatedAccount<TrueLayerCredentials>, minor: bigint): void {
  const { currency } = account.credentials;
  const balance = account.balances[currency];
  if (!balance) return;
  const availableMinor = String(BigInt(balance.availableMinor) + minor);
  const currentMinor = String(BigInt(balance.currentMinor) + minor);
  desk.accounts.put(account.accountId, {
    ...account,
    balances: { ...account.balances, [currency]: { ...balance, availableMinor, currentMinor } },
  });
}

export function schemeOf(currency: string): string {
  if (currency === "GBP") return "faster_payments_service";
  return currency === "PLN" ? "polish_domestic_express" : "sepa_credit_transfer_instant";
}

export function historicDetails(payout: HistoricPayout): Result<TrueLayerDetails, readonly string[]> {
  const { destination, statementText, currency, metadata } = payout;
  const reference = statementText || payout.reference;
  const kept = { schemeId: schemeOf(currency), metadata: { ...metadata, counterfoil_number: payout.reference } };
  if (destination.kind === "order") return failed(["destination: TrueLayer pays back to payment sources, not to orders."]);
  if (destination.kind === "enrolled") return failed(["destination: TrueLayer enrols nobody."]);
  if (destination.kind === "paymentSource") {
    const { userId, paymentSourceId } = destination;
    const beneficiary = { type: "payment_source", user_id: userId, payment_source_id: paymentSourceId, reference };
    return readInput(TrueLayerDetails, { ...kept, beneficiary, holderName: null, identifiers: [] });
  }
  if (destination.address.kind === "ownAccount") {
    const beneficiary = { type: "business_account", reference };
    return readInput(TrueLayerDetails, { ...kept, beneficiary, holderName: destination.holderName, identifiers: [] });
  }
  const identifier = identifierOf(destination.address);
  const beneficiary = { type: "external_account", account_holder_name: destination.holderName, account_identifier: identifier, reference };
  return readInput(TrueLayerDetails, { ...kept, beneficiary, holderName: destination.holderName, identifiers: [identifier] });
}

function identifierOf(address: AccountAddress): Identifier {
  if (address.kind === "iban") return { type: "iban", iban: address.iban };
  if (address.kind === "bban") return { type: "nrb", nrb: address.bban };
  if (address.kind !== "sortCode") throw new Error(`Nobody at TrueLayer is paid at a ${address.kind}.`);
  return { type: "sort_code_account_number", sort_code: address.sortCode, account_number: address.accountNumber };
}

function usualIdentifier(currency: TrueLayerCredentials["currency"]): Identifier {
  if (currency === "GBP") return { type: "sort_code_account_number", sort_code: "040668", account_number: "00000871" };
  if (currency === "PLN") return { type: "iban", iban: "PL61109010140000071219812874" };
  return { type: "iban", iban: "DE89370400440532013000" };
}
