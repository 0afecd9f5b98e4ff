import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { TellSource } from "@/lib/domain/payment-source/schema";
import { AmountOut } from "./amount";
import { PageQuery } from "./page";
import { StrictAccount } from "./payout";

export const PaymentSourceRequest = TellSource.extend({ account: StrictAccount.nullable().default(null) }).strict();

/** `name`: an order id, own reference, customer id or payment id, in full. */
export const PaymentSourceQuery = PageQuery.extend({ name: z.string().min(1).max(200).optional() });
export type PaymentSourceQuery = z.infer<typeof PaymentSourceQuery>;

/** The number itself is never told. */
export const RestPaymentSource = z.object({
  id: z.string(),
  connection: z.object({ id: z.string(), name: z.string() }),
  provider: z.string(),
  sourceId: z.string(),
  userId: z.string().nullable(),
  orderReference: z.string().nullable(),
  holderName: z.string().nullable(),
  holderEmail: z.string().nullable(),
  accountMasked: z.string().nullable(),
  currency: z.enum(CURRENCIES),
  paidInMinor: AmountOut,
  refundedMinor: AmountOut,
  paidOutMinor: AmountOut.describe("Paid back from here."),
  reservedMinor: AmountOut.describe("Asked for here, and not paid yet."),
  returnableMinor: AmountOut.describe("What a payout may still send back."),
  amountsFrom: z.enum(["provider", "merchant"]).describe("Who said how much came in. The provider's word stands against yours."),
  refusal: z.string().nullable().describe("Why nothing can be sent back; null when something can."),
  paidInAt: z.iso.datetime().nullable(),
  readAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
});
export type RestPaymentSource = z.infer<typeof RestPaymentSource>;
