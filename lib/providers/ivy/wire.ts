import * as z from "zod";
import { NumberLiteral, readExactJson } from "@/lib/base/exact-json";

/** Ivy's payloads, as far as we read them. Numbers arrive as literals, so that no amount passes through a float. */
const Amount = z.union([z.instanceof(NumberLiteral), z.string().transform(asLiteral).pipe(z.instanceof(NumberLiteral))]);

/** Typed loosely in Ivy's own client: text in its samples, perhaps a number elsewhere. Kept as the text that it was. */
const Time = z
  .unknown()
  .default(null)
  .transform((value) => (typeof value === "string" ? value : value instanceof NumberLiteral ? value.text : null));

/** A member whose absence, null or strange shape must not hide a payout from us. */
const loose = <T>(schema: z.ZodType<T>) => schema.nullish().catch(null);

export const Payout = z.object({
  id: z.string().min(1),
  status: z.string().min(1),
  amount: loose(Amount),
  currency: loose(z.string()),
  createdAt: Time,
  updatedAt: Time,
  metadata: loose(z.record(z.string(), z.unknown())),
  rail: loose(z.string()),
  transactionId: loose(z.string()),
  failure: loose(z.object({ code: loose(z.string()), message: loose(z.string()), retry: loose(z.boolean()) })),
});
export type Payout = z.infer<typeof Payout>;

/** Rows that we cannot read are kept as null and counted: a list with a hole in it proves no absence. */
export const PayoutList = z.object({
  items: z.array(Payout.nullable().catch(null)),
  hasNext: z.boolean(),
  count: loose(z.instanceof(NumberLiteral)),
});

/** The ledger: amounts are text here, and the process behind a movement is named beside it. */
const LedgerEntry = z.object({
  id: z.string().min(1),
  amount: Amount,
  currency: z.string(),
  paymentProcessType: loose(z.string()),
  paymentProcessId: loose(z.string()),
  transactionDate: Time,
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const TransactionList = z.object({
  data: z.array(LedgerEntry),
  paging: z.object({ hasNext: z.boolean(), nextCursor: loose(z.string()) }),
});

const FinancialAddress = z.object({
  type: z.string(),
  iban: loose(z.object({ iban: z.string(), accountHolderName: loose(z.string()) })),
  sortCode: loose(z.object({ sortCode: z.string(), accountNumber: z.string(), accountHolderName: loose(z.string()) })),
  bankCode: loose(z.object({ code: z.string(), accountNumber: z.string(), accountHolderName: loose(z.string()) })),
  bban: loose(z.object({ bban: z.string(), accountHolderName: loose(z.string()) })),
  aba: loose(z.object({ routingNumber: z.string(), accountNumber: z.string(), accountHolderName: loose(z.string()) })),
});
export type FinancialAddress = z.infer<typeof FinancialAddress>;

export const Order = z.object({
  id: z.string().min(1),
  referenceId: loose(z.string()),
  status: z.string(),
  price: loose(z.object({ total: Amount, currency: z.string() })),
  refundAmount: loose(Amount),
  payerFinancialAddress: loose(FinancialAddress),
  shopper: loose(z.object({ email: loose(z.string()) })),
  createdAt: Time,
});
export type Order = z.infer<typeof Order>;

export const Balances = z.object({ balances: z.array(z.object({ currency: z.string(), available: Amount })) });

export const PayeeCheck = z.object({
  status: z.enum(["match", "partial_match", "no_match", "not_available"]),
  suggestedAccountHolderName: loose(z.string()),
});

/** Both shapes of error in one: the newer names a category, the older a code. */
export const Problem = z.object({
  message: loose(z.string()),
  devMessage: loose(z.string()),
  category: loose(z.string()),
  code: loose(z.string()),
  param: loose(z.string()),
});
export type Problem = z.infer<typeof Problem>;

/** What an event about an order or a refund names, wherever its payload has it. */
export const OrderNamed = z.object({ id: loose(z.string()), orderId: loose(z.string()) });

export const Envelope = z.object({ id: z.string().min(1), type: z.string().min(1), date: Time, payload: z.unknown().default(null) });

/** Undefined when the bytes are no UTF-8 or no JSON, a value that no schema above accepts. */
export function exactJsonOf(body: Uint8Array): unknown {
  try {
    return readExactJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function asLiteral(text: string): unknown {
  try {
    return new NumberLiteral(text);
  } catch {
    return text;
  }
}
