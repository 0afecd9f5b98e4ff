import { Prisma } from "./generated/client";

/** Whether a write was refused because a row with the same key exists: an answer, not an error. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
