import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { AccountAddress } from "@/lib/domain/account/address";
import { Cell } from "./cell";
import { BATCH_FIELD_NAMES } from "./fields";

/** What a row asks for, frozen with its review: another mapping or program reads nothing else into a row that was submitted. */
export const RowOrder = z.object({
  connection: z.string(),
  amountMinor: z.string(),
  currency: z.enum(CURRENCIES),
  target: z.discriminatedUnion("type", [
    z.object({ type: z.literal("order"), orderId: z.string() }),
    z.object({ type: z.literal("account"), name: z.string(), account: AccountAddress }),
  ]),
  reference: z.string(),
  statementText: z.string().nullable(),
  sendOn: z.string().nullable(),
  /** What is unlikely about the account: who gave the row's reason has seen it. */
  unlikely: z.array(z.string()),
});
export type RowOrder = z.infer<typeof RowOrder>;

export const RowContent = z.object({
  cells: z.array(Cell),
  edits: z.partialRecord(z.enum(BATCH_FIELD_NAMES), z.string()),
  order: RowOrder.nullable(),
});
export type RowContent = z.infer<typeof RowContent>;
