import { readBody } from "@/lib/auth/read-body";
import { deniedResponse, jsonResponse, wireResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { MOST_BATCH_BYTES } from "@/lib/domain/batch/table";
import { openBatch } from "@/lib/operations/batches/open-batch";

/** A file of payouts, or rows that were pasted from a spreadsheet: the same bytes either way. */
export const POST = sessionRoute("batch.create", async ({ actor, request }) => {
  const bytes = await readBody(request, MOST_BATCH_BYTES);
  if ("fault" in bytes) return wireResponse("bodyTooLarge");
  const opened = await openBatch(actor, { bytes, name: request.nextUrl.searchParams.get("name") ?? "" });
  return opened.ok ? jsonResponse(200, opened.value) : deniedResponse(opened.error);
});
