import * as z from "zod";
import { Moment, MoneyView } from "@/lib/domain/payout/payout-view";

/** An account that paid in, as the search for it shows it; sent as JSON, and kept as JSON with an unsent draft. */
export const SourceView = z.object({
  paymentSourceId: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  provider: z.string(),
  providerLabel: z.string(),
  kind: z.enum(["order", "paymentSource"]),
  sourceId: z.string(),
  userId: z.string().nullable(),
  orderId: z.string().nullable(),
  orderReference: z.string().nullable(),
  holderName: z.string().nullable(),
  holderEmail: z.string().nullable(),
  masked: z.string().nullable(),
  paidIn: MoneyView,
  refunded: MoneyView,
  paidOut: MoneyView,
  reserved: MoneyView,
  returnable: MoneyView,
  paidInAt: Moment.nullable(),
  /** Why nothing can be sent back; null when it can. */
  refusal: z.string().nullable(),
  match: z.enum(["exact", "begins", "kin"]),
  amountsFrom: z.enum(["provider", "merchant"]),
});
export type SourceView = z.infer<typeof SourceView>;

export const SourcesAnswer = z.object({
  sources: z.array(SourceView),
  /** Connections that did not answer, so that the list may lack theirs. */
  silent: z.array(z.string()),
});
export type SourcesAnswer = z.infer<typeof SourcesAnswer>;
