import * as z from "zod";

/** What a receiver's bank says about a name: it is the account's, nearly, not at all, or it does not say. */
export const PAYEE_RESULTS = ["match", "partialMatch", "noMatch", "notPossible"] as const;
export type PayeeResult = (typeof PAYEE_RESULTS)[number];

export const CheckPayee = z.object({
  versionId: z.string().min(1),
  /** By which connection, where one is meant; another asks if that one cannot. */
  connectionId: z.string().min(1).optional(),
});
export type CheckPayee = z.infer<typeof CheckPayee>;

export const TakeSuggestedName = z.object({ checkId: z.string().min(1) });
export type TakeSuggestedName = z.infer<typeof TakeSuggestedName>;
