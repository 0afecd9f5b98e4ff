import * as z from "zod";
import { ACCOUNT_KINDS } from "@/lib/domain/account/address";
import { Moment, MoneyView } from "@/lib/domain/payout/payout-view";
import { RECEIVER_KINDS } from "./schema";

/** An account of a receiver as the new payout's search offers it. */
export const ReceiverChoice = z.object({
  accountId: z.string(),
  receiverId: z.string(),
  name: z.string(),
  kind: z.enum(RECEIVER_KINDS),
  accountKind: z.enum(ACCOUNT_KINDS),
  masked: z.string(),
  /** Payouts to this receiver of the last weeks that were paid or still may be, newest first: against paying twice by hand. */
  recent: z.array(
    z.object({
      number: z.string(),
      amount: MoneyView,
      at: Moment,
      connectionId: z.string(),
      /** To which of the receiver's accounts. */
      accountId: z.string().nullable(),
    }),
  ),
});
export type ReceiverChoice = z.infer<typeof ReceiverChoice>;
export const ReceiverChoices = z.array(ReceiverChoice);
