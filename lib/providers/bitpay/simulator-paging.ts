import * as z from "zod";
import type { Result } from "@/lib/base/result";
import { readInput } from "../contract/simulator";

const Count = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

/** Neither the usual nor the greatest number is documented; these are ours. */
const Limits = z.object({ limit: Count.pipe(z.int().min(1).max(100)).default(10), offset: Count.default(0) });

export function limitsOf(query: Readonly<Record<string, string>>): Result<z.infer<typeof Limits>, readonly string[]> {
  return readInput(Limits, query);
}
