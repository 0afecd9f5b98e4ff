import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { exportBatch } from "@/lib/operations/batches/export-batch";

/** The file that was brought, with what became of each row. */
export const GET = sessionRoute<{ batchId: string }>("batch.view", async ({ actor, params: { batchId } }) => {
  const exported = await exportBatch(actor, { batchId });
  if (!exported.ok) return deniedResponse(exported.error);
  const { name, lines } = exported.value;
  const encoder = new TextEncoder();
  const rows = lines();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await rows.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`${name} result.csv`)}`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});
