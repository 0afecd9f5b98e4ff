import * as z from "zod";
import { AccountAddress } from "@/lib/domain/account/address";
import { HolderName } from "@/lib/domain/account/proposal";
import { AmountMinor, CurrencyCode } from "@/lib/domain/payout/schema";

const NoAmount = z.union([z.literal(0), z.literal("0")]).transform(() => 0n);
const Id = z.string("Give its id.").trim().min(1, "Give its id.").max(200, "An id has at most 200 characters.");

/** An account that paid in, as the merchant's own system tells of it: totals so far, never the single payment. */
export const TellSource = z.object({
  connection: z.string("Say at which connection it paid in.").min(1, "Say at which connection it paid in."),
  sourceId: Id.describe("What a closed-loop payout names: the provider's order id, or its payment source id."),
  userId: Id.nullable().default(null).describe("The provider's id of the customer; needed where it has one."),
  orderReference: Id.nullable().default(null).describe("Your own reference. A source keeps all that it was ever given."),
  holderName: HolderName.nullable().default(null),
  holderEmail: z.email("This is not an e-mail address.").nullable().default(null),
  account: AccountAddress.nullable().default(null),
  currency: CurrencyCode,
  paidInMinor: AmountMinor,
  refundedMinor: z.union([NoAmount, AmountMinor]).prefault("0").describe("What went back to it outside this desk."),
  paidInAt: z.iso.datetime({ offset: true, error: "Give the time as 2026-12-24T10:00:00Z." }).nullable().default(null),
});
export type TellSource = z.infer<typeof TellSource>;
