import * as z from "zod";
import { readJson } from "@/lib/auth/read-input";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { ResultFormat } from "@/lib/domain/batch/schema";
import { RevealAccount } from "@/lib/domain/receiver/schema";
import { type ExportedBatch, exportBatch, exportFullBatch } from "@/lib/operations/batches/export-batch";

type Params = { batchId: string };
const Wish = z.object({ format: ResultFormat.default("csv") });

/** The file that was brought, with what became of each row; account numbers masked. */
export const GET = sessionRoute<Params>("batch.view", async ({ actor, request, params: { batchId } }) => {
  const wish = Wish.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!wish.success) return deniedResponse(denial("invalidInput"));
  const exported = await exportBatch(actor, { batchId, ...wish.data });
  return exported.ok ? fileResponse(exported.value) : deniedResponse(exported.error);
});

const FullWish = RevealAccount.pick({ reason: true }).extend(Wish.shape);

/** With whole numbers: a POST, since the reason belongs into the audit and not into addresses and their logs. */
export const POST = sessionRoute<Params>("receiver.reveal", async ({ actor, request, params: { batchId } }) => {
  const wish = await readJson(request, FullWish);
  if (!wish.ok) return wish.error;
  const exported = await exportFullBatch(actor, { batchId, ...wish.value.valid });
  return exported.ok ? fileResponse(exported.value) : deniedResponse(exported.error);
});

const TYPES = { csv: "text/csv; charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;

/** As it is read, at the pace at which it is taken. */
function fileResponse({ fileName, format, pieces }: ExportedBatch): Response {
  const coming = pieces();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await coming.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await coming.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": TYPES[format],
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
