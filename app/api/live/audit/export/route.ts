import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { readAuditShow } from "@/lib/domain/audit/show";
import { exportAudit } from "@/lib/operations/audit/export-audit";

const LONGEST_ID = 100;

/** One line of JSON an entry, at the pace at which it is taken. */
export const GET = sessionRoute("audit.view", async ({ actor, request }) => {
  const words = request.nextUrl.searchParams;
  const personId = words.get("by")?.slice(0, LONGEST_ID);
  const lines = await exportAudit(actor, { show: readAuditShow(words.get("show") ?? ""), ...(personId ? { personId } : {}) });
  if (!lines.ok) return deniedResponse(lines.error);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.value.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    async cancel() {
      await lines.value.return();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "application/x-ndjson; charset=utf-8",
      "Content-Disposition": 'attachment; filename="audit-trail.jsonl"',
      "Cache-Control": "private, no-store",
    },
  });
});
