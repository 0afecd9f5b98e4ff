import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { sayMoney } from "@/lib/base/say-money";
import { Moment } from "./payout-view";

/** What of a payout a maker can change before it is approved, as it is kept with the change; account numbers masked. */
export const EditableFacts = z.object({
  amountMinor: z.string(),
  currency: z.enum(CURRENCIES),
  receiverName: z.string(),
  accountMasked: z.string().nullable(),
  receiverAccountVersionId: z.string().nullable(),
  paymentSourceId: z.string().nullable(),
  connectionId: z.string(),
  connectionName: z.string(),
  reference: z.string(),
  statementText: z.string(),
  sendAfter: Moment.nullable(),
});
export type EditableFacts = z.infer<typeof EditableFacts>;

/** What was changed, in one line for the timeline. */
export function sayEdit(before: EditableFacts, after: EditableFacts): string {
  const changes = WORDS.flatMap(({ name, of }) => {
    const [then, now] = [of(before), of(after)];
    return then === now ? [] : [`${name} from ${then} to ${now}`];
  });
  if (before.accountMasked === after.accountMasked && before.receiverAccountVersionId !== after.receiverAccountVersionId) {
    changes.push("to the account as it is on file now");
  }
  return changes.length === 0 ? "Nothing was changed." : `${changes.join("; ")}.`;
}

const WORDS: readonly { readonly name: string; readonly of: (facts: EditableFacts) => string }[] = [
  { name: "Amount", of: (facts) => sayMoney({ minor: BigInt(facts.amountMinor), currency: facts.currency }) },
  { name: "Receiver", of: ({ receiverName }) => receiverName },
  { name: "Account", of: ({ accountMasked }) => accountMasked ?? "none" },
  { name: "Connection", of: ({ connectionName }) => connectionName },
  { name: "Reference", of: ({ reference }) => `“${reference}”` },
  { name: "Text on the statement", of: ({ statementText }) => `“${statementText}”` },
  { name: "To be sent", of: ({ sendAfter }) => sendAfter?.toISOString().slice(0, 10) ?? "as soon as it is approved" },
];
