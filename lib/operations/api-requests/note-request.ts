import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { hashIdempotencyKey } from "@/lib/db/hash-idempotency-key";
import { keepPlan } from "@/lib/db/kept-plan";

export type RequestNote = {
  readonly id: string;
  readonly merchantId: string;
  readonly apiKeyId: string;
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly problemCode: string | null;
  readonly idempotencyKey: string | null;
  readonly isReplayed: boolean;
  readonly withOldSecret: boolean;
  readonly subjectId: string | null;
  readonly address: string | null;
};

/** One row, after the deed and apart from it: that it could not be written must change nothing for whoever asked. */
export async function noteRequest({ idempotencyKey, ...note }: RequestNote): Promise<void> {
  const idempotencyKeyHash = idempotencyKey === null ? null : hashIdempotencyKey(idempotencyKey);
  try {
    await db().$executeRaw(
      keepPlan(Prisma.sql`
        INSERT INTO "api_request" ("id", "merchantId", "apiKeyId", "at", "method", "path", "status", "durationMs", "problemCode", "idempotencyKeyHash",
          "isReplayed", "withOldSecret", "subjectId", "address")
        VALUES (${note.id}, ${note.merchantId}, ${note.apiKeyId}, ${note.at}, ${note.method}, ${note.path}, ${note.status}, ${note.durationMs},
          ${note.problemCode}, ${idempotencyKeyHash}, ${note.isReplayed}, ${note.withOldSecret}, ${note.subjectId}, ${note.address})`),
    );
  } catch (error) {
    console.error(`request ${note.id} could not be written down`, error);
  }
}
