import * as z from "zod";
import { EXPORT_FORMATS } from "./export-columns";

/** One's own exports, newest first, as the page and its live route show them. */
export const ExportView = z.object({
  id: z.string(),
  format: z.enum(EXPORT_FORMATS),
  query: z.string(),
  state: z.enum(["waiting", "writing", "ready", "failed", "swept"]),
  rowsExpected: z.int(),
  rowsWritten: z.int(),
  bytes: z.coerce.bigint().nullable(),
  fault: z.string().nullable(),
  askedAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
  /** Until when it can be taken. */
  keptUntil: z.coerce.date().nullable(),
});
export type ExportView = z.infer<typeof ExportView>;
export const ExportList = z.array(ExportView);
