import { newId } from "@/lib/base/id";
import { wireResponse, withRequestId } from "./rest-answers";

const METHODS = ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"] as const;
type Method = (typeof METHODS)[number];

/**
 * The methods that an address of the REST door does not know: refused in the same words as everything else, where the framework would
 * answer nothing but a number. Asked what it knows, it says so.
 */
export function notDone(...known: readonly Method[]): Readonly<Record<Method, () => Promise<Response>>> {
  const allow = [...known, ...(known.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse = () => withRequestId(wireResponse("methodNotAllowed", undefined, { Allow: allow }), newId("request"));
  const tell = () =>
    withRequestId(new Response(null, { status: 204, headers: { Allow: allow, "Cache-Control": "no-store" } }), newId("request"));
  return { DELETE: refuse, GET: refuse, OPTIONS: tell, PATCH: refuse, POST: refuse, PUT: refuse };
}
