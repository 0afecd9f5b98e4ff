import { readBody } from "@/lib/auth/read-body";
import { deniedResponse, jsonResponse, wireResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { MOST_ATTACHMENT_BYTES } from "@/lib/domain/attachment/file-kind";
import { attachPaper } from "@/lib/operations/attachments/attach-paper";

/** One paper as the body, its name in the address: no form to take apart, and no temporary file. */
export const POST = sessionRoute<{ payoutId: string }>("payout.attach", async ({ actor, request, params }) => {
  const bytes = await readBody(request, MOST_ATTACHMENT_BYTES);
  if ("fault" in bytes) return wireResponse("bodyTooLarge");
  const name = request.nextUrl.searchParams.get("name") ?? "";
  const attached = await attachPaper(actor, { payoutId: params.payoutId, name, bytes });
  return attached.ok ? jsonResponse(201, attached.value) : deniedResponse(attached.error);
});
