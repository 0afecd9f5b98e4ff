import * as z from "zod";
import { EXPORT_FORMATS } from "./export-columns";

export const AskExport = z.object({
  format: z.enum(EXPORT_FORMATS, "Choose CSV or Excel."),
  /** The filters as they stand in the history's address. */
  query: z.string().max(4_000, "This view is too long to be exported.").default(""),
});
export type AskExport = z.infer<typeof AskExport>;
