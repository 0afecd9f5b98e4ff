import { deniedResponse, withRequestId } from "@/lib/auth/rest-answers";
import { newId } from "@/lib/base/id";
import { denial } from "@/lib/domain/access/denial";

/** Public: an address that is none says so in the same words as every other error. */
function notHere(): Promise<Response> {
  return withRequestId(deniedResponse(denial("notFound", "There is no such address. See /api/v1/openapi.json.")), newId("request"));
}

export { notHere as DELETE, notHere as GET, notHere as OPTIONS, notHere as PATCH, notHere as POST, notHere as PUT };
