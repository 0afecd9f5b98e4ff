import * as z from "zod";

export const ConnectionRef = z.object({ connectionId: z.string().min(1).max(60) });
export type ConnectionRef = z.infer<typeof ConnectionRef>;

export const ExplainFinding = z.object({
  findingId: z.string().min(1).max(60),
  /** Of the run whose view was on screen. */
  lastRunId: z.string().min(1).max(60),
  note: z.string().trim().min(1, "Say in a few words what you found out.").max(500, "500 characters at most."),
});
export type ExplainFinding = z.infer<typeof ExplainFinding>;
