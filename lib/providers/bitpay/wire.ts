import * as z from "zod";
import { NumberLiteral, readExactJson } from "@/lib/base/exact-json";

/** BitPay's payloads, as far as we read them. Numbers arrive as literals, so that no amount passes through a float. */

/** A number in most places, text in others; the same digits either way. */
const Amount = z.union([z.instanceof(NumberLiteral), z.string().transform(asLiteral).pipe(z.instanceof(NumberLiteral))]);

/** Codes and counts come as numbers or as text. */
const Digits = z.union([z.string(), z.instanceof(NumberLiteral).transform(({ text }) => text)]);

/** A member whose absence, null or strange shape must not hide a payout from us. */
const loose = <T>(schema: z.ZodType<T>) => schema.nullish().catch(null);

const Transaction = z.object({ txid: z.string().min(1), date: loose(z.string()), confirmations: loose(Digits) });

export const Payout = z.object({
  id: z.string().min(1),
  status: z.string().min(1),
  amount: loose(Amount),
  currency: loose(z.string()),
  reference: loose(z.string()),
  requestDate: loose(z.string()),
  dateExecuted: loose(z.string()),
  /** By the coin that the recipient chose. */
  exchangeRates: loose(z.record(z.string(), z.unknown())),
  transactions: loose(z.array(Transaction.nullable().catch(null))),
  groupId: loose(z.string()),
  message: loose(z.string()),
  code: loose(Digits),
});
export type Payout = z.infer<typeof Payout>;

/** Rows that we cannot read are kept as null and counted: a list with a hole in it proves no absence. */
export const Payouts = z.array(Payout.nullable().catch(null));

export const Recipient = z.object({
  id: z.string().min(1),
  status: z.string().min(1),
  email: loose(z.string()),
  label: loose(z.string()),
});
export type Recipient = z.infer<typeof Recipient>;

export const Recipients = z.array(Recipient.nullable().catch(null));

export const Ledgers = z.array(z.object({ currency: z.string(), balance: Amount }));

const GroupFailure = z.object({ errMessage: loose(z.string()), payee: loose(z.string()), payoutId: loose(z.string()) });

export const CreatedGroup = z.object({ created: Payouts, failed: z.array(GroupFailure).default([]) });
export const CancelledGroup = z.object({ cancelled: Payouts, failed: z.array(GroupFailure).default([]) });

export const Rate = z.object({ code: z.string(), name: loose(z.string()), rate: Amount });
export const Rates = z.union([z.array(Rate), Rate.transform((rate) => [rate])]);

export const Coins = z.array(z.object({ code: z.string(), name: loose(z.string()), precision: loose(Digits), chain: loose(z.string()) }));

export const Tokens = z
  .array(z.object({ token: z.string().min(1), facade: z.string(), pairingCode: z.string().min(1), pairingExpiration: loose(Digits) }))
  .min(1);

export const WebhookBody = z.object({
  event: z.object({ code: Digits, name: loose(z.string()) }),
  data: z.object({ id: z.string().min(1), reference: loose(z.string()) }),
});

/** Every object of BitPay's carries a token of its own, with which it can be acted upon: kept by nobody. Works on broken JSON as well. */
export function withoutTokens(text: string): string {
  return text.replace(/("(?:token|pairingCode)"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|$)/g, '$1"••••"');
}

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
