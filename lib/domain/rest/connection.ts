import * as z from "zod";

export const RestConnection = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  mode: z.string().describe("`simulator`, `sandbox` or `live`: only the last one moves money."),
  state: z.string(),
  currencies: z.array(z.string()),
  rails: z.array(z.string()),
  accountKinds: z.array(z.string()).describe("Kinds of account that open-loop payouts can go to."),
  closedLoop: z.string().nullable().describe("What closed-loop payouts name: `order`, `paymentSource`, or nothing where there are none."),
});
export type RestConnection = z.infer<typeof RestConnection>;
