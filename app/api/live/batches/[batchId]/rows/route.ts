import * as z from "zod";
import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { may } from "@/lib/domain/access/actor";
import { denial } from "@/lib/domain/access/denial";
import { ROW_VIEWS } from "@/lib/domain/batch/batch-view";
import { MOST_BATCH_ROWS } from "@/lib/domain/batch/table";
import { listBatchRows } from "@/lib/queries/list-batch-rows";

const Words = z.object({ view: z.enum(ROW_VIEWS).default("all"), from: z.coerce.number().int().min(0).max(MOST_BATCH_ROWS).default(0) });

/** A stretch of a batch's rows. */
export const GET = sessionRoute<{ batchId: string }>("batch.view", async ({ actor, request, params: { batchId } }) => {
  const words = Words.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!words.success) return deniedResponse(denial("invalidInput"));
  const { merchantId } = actor;
  const page = await listBatchRows({ merchantId, batchId, ...words.data, mayMend: may(actor, "batch.create") });
  return page ? liveResponse(request, page) : deniedResponse(denial("notFound"));
});
