import { deniedResponse } from "@/lib/auth/rest-answers";
import { denial } from "@/lib/domain/access/denial";

/** Public: an address that is none says so in the same words as every other error. */
function notHere(): Response {
  return deniedResponse(denial("notFound", "There is no such address. See /api/v1/openapi.json."));
}

export { notHere as DELETE, notHere as GET, notHere as PATCH, notHere as POST, notHere as PUT };
