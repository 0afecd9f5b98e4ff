import { readBody } from "@/lib/auth/read-body";
import { deniedResponse, jsonResponse, wireResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { type ImportNews, ImportWish, MOST_IMPORT_BYTES } from "@/lib/domain/receiver/import";
import { importReceivers, previewImport } from "@/lib/operations/receivers/import-receivers";

/**
 * A file of receivers. First it is only judged; then, with the hash of what was judged, it goes in, and the answer tells line by line how
 * far it is. Whoever leaves meanwhile stops nothing: the rows go in all the same.
 */
export const POST = sessionRoute("receiver.create", async ({ actor, request }) => {
  const wish = ImportWish.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!wish.success) return deniedResponse(denial("invalidInput"));
  const bytes = await readBody(request, MOST_IMPORT_BYTES);
  if ("fault" in bytes) return wireResponse("bodyTooLarge");
  const { mode, ...rest } = wish.data;
  if (mode === "preview") {
    const preview = await previewImport(actor, { bytes });
    return preview.ok ? jsonResponse(200, preview.value) : deniedResponse(preview.error);
  }
  return newsResponse(async (tell) => {
    const done = await importReceivers(actor, { ...rest, mode, bytes }, tell);
    tell(done.ok ? { kind: "done", ...done.value } : { kind: "refused", sentence: done.error.sentence });
  });
});

/** JSON line by line. What breaks on the way ends the answer without an end, and the reader says so. */
function newsResponse(work: (tell: (news: ImportNews) => void) => Promise<void>): Response {
  const encoder = new TextEncoder();
  let isLeft = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const tell = (news: ImportNews) => {
        if (!isLeft) controller.enqueue(encoder.encode(`${JSON.stringify(news)}\n`));
      };
      const close = () => {
        if (!isLeft) controller.close();
      };
      void work(tell).then(close, (error: unknown) => {
        console.error("POST /api/live/receivers/import", error);
        if (!isLeft) controller.error(error);
      });
    },
    cancel() {
      isLeft = true;
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/x-ndjson", "Cache-Control": "no-store" } });
}
