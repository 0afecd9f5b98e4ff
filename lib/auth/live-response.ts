import { createHash } from "node:crypto";
import { writeWire } from "@/lib/base/wire";
import { textResponse } from "./rest-answers";

/**
 * For what pages ask again every few seconds: the same answer twice costs a few bytes. The browser keeps it only in memory
 * (`no-store`), so the page itself sends the tag back.
 */
export function liveResponse(request: Request, value: unknown): Response {
  const body = writeWire(value);
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = { ETag: tag, "Cache-Control": "private, no-store" };
  if (request.headers.get("if-none-match") === tag) return new Response(null, { status: 304, headers });
  return textResponse(200, body, headers);
}
