import * as z from "zod";
import { readCursor } from "@/lib/domain/paging/cursor";

export const LONGEST_PAGE = 200;
export const USUAL_PAGE = 50;

/** Where in a list, and how much of it: the same words on every list. */
export const PageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "Give a number from 1 to 200.")
    .transform(Number)
    .pipe(z.int().min(1, "Give a number from 1 to 200.").max(LONGEST_PAGE, "Give a number from 1 to 200."))
    .default(USUAL_PAGE),
  cursor: z
    .string()
    .transform((text, context) => {
      const cursor = readCursor(text);
      if (cursor) return cursor;
      context.addIssue({ code: "custom", message: "This is no cursor of ours. Take `nextCursor` from the page before, as it is." });
      return z.NEVER;
    })
    .optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Newest first. `nextCursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
