import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { takeExport } from "@/lib/operations/exports/take-export";

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** The file, for whoever asked for it. */
export const GET = sessionRoute<{ exportId: string }>("payout.view", async ({ actor, params: { exportId } }) => {
  const taken = await takeExport(actor, { exportId });
  if (!taken.ok) return deniedResponse(taken.error);
  const { name, format, bytes, body } = taken.value;
  return new Response(body, {
    headers: {
      "Content-Type": TYPES[format],
      "Content-Length": bytes.toString(),
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});
