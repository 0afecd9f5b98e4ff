import * as z from "zod";
import { Prisma } from "./generated/client";

const OfRawStatement = z.object({ driverAdapterError: z.object({ cause: z.object({ kind: z.literal("UniqueConstraintViolation") }) }) });

/** Whether a write was refused because a row with the same key exists: an answer, not an error. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2002" || (error.code === "P2010" && OfRawStatement.safeParse(error.meta).success);
}
