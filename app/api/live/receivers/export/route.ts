import * as z from "zod";
import { readJson } from "@/lib/auth/read-input";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { readReceiverFilters } from "@/lib/domain/receiver/filters";
import { RevealAccount } from "@/lib/domain/receiver/schema";
import { type CsvLines, exportFullReceivers, exportReceivers } from "@/lib/operations/receivers/export-receivers";

/** Exactly what the list at the same address shows, with masked numbers. */
export const GET = sessionRoute("receiver.view", async ({ actor, request }) => {
  const filters = readReceiverFilters(Object.fromEntries(request.nextUrl.searchParams));
  const lines = await exportReceivers(actor, { filters });
  return lines.ok ? csvResponse(lines.value) : deniedResponse(lines.error);
});

const FullExport = RevealAccount.pick({ reason: true }).extend({ filters: z.record(z.string(), z.string()).default({}) });

/** With whole numbers: a POST, since the reason belongs into the audit and not into addresses and their logs. */
export const POST = sessionRoute("receiver.reveal", async ({ actor, request }) => {
  const wish = await readJson(request, FullExport);
  if (!wish.ok) return wish.error;
  const { reason, filters } = wish.value.valid;
  const lines = await exportFullReceivers(actor, { filters: readReceiverFilters(filters), reason });
  return lines.ok ? csvResponse(lines.value) : deniedResponse(lines.error);
});

/** As it is read, at the pace at which it is taken. */
function csvResponse(lines: CsvLines): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="receivers.csv"',
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
