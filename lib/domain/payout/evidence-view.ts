import * as z from "zod";

const Part = z.object({ line: z.string(), headers: z.array(z.tuple([z.string(), z.string()])), body: z.string() });

/** One stored exchange or webhook, scrubbed of secrets and with account numbers masked. Fetched when somebody opens it. */
export const EvidenceView = z.object({
  request: Part,
  /** Null when no answer came. */
  response: Part.nullable(),
  silence: z.string().nullable(),
  durationMs: z.int().nullable(),
});
export type EvidenceView = z.infer<typeof EvidenceView>;
