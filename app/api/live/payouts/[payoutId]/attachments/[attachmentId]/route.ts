import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { FILE_KINDS } from "@/lib/domain/attachment/file-kind";
import { openPaper } from "@/lib/operations/attachments/open-paper";

/** To be saved, never to be shown by this desk: whatever is in it runs nowhere near a session. */
export const GET = sessionRoute<{ payoutId: string; attachmentId: string }>("payout.view", async ({ actor, params }) => {
  const opened = await openPaper(actor, params);
  if (!opened.ok) return deniedResponse(opened.error);
  const { name, kind, bytes } = opened.value;
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  return new Response(bytes, {
    headers: {
      "Content-Type": FILE_KINDS[kind].mediaType,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
});
