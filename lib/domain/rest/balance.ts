import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { AmountOut, SignedAmountOut } from "./amount";

export const RestBalance = z.object({
  connection: z.object({ id: z.string(), name: z.string() }),
  provider: z.string(),
  mode: z.string().describe("`simulator`, `sandbox` or `live`."),
  currency: z.enum(CURRENCIES),
  availableMinor: SignedAmountOut.describe("What the provider last said is there. Below zero where the account is overdrawn."),
  waitingMinor: AmountOut.describe("Approved here, and not sent yet."),
  readAt: z.iso.datetime().describe("When the provider was asked. It is asked while payouts wait or have just left."),
});
export type RestBalance = z.infer<typeof RestBalance>;
