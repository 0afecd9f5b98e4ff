import type { Denial } from "@/lib/domain/access/denial";
import { type Problem, problemOfDenial, type WireCode, wireProblem } from "@/lib/domain/rest/problem";

// Answers of the doors that programs use. Nothing here may be kept by a cache on the way: it is one merchant's.

export function jsonResponse(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return textResponse(status, JSON.stringify(value), headers);
}

/** JSON that is text already, such as a stored answer. */
export function textResponse(status: number, body: string, headers: Record<string, string> = {}): Response {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return new Response(body, { status, headers: { "Content-Type": type, "Cache-Control": "no-store", ...headers } });
}

export function deniedResponse(denial: Denial): Response {
  return problemResponse(problemOfDenial(denial));
}

export function wireResponse(code: WireCode, errors?: Denial["fields"]): Response {
  return problemResponse(wireProblem(code, errors));
}

export function problemResponse(problem: Problem): Response {
  return textResponse(problem.status, JSON.stringify(problem), headersOf(problem));
}

/** What a client should do next, where HTTP has a word for it. */
export function headersOf({ status, code }: Pick<Problem, "status" | "code">): Record<string, string> {
  if (status === 401) return { "WWW-Authenticate": 'Bearer realm="Counterfoil"' };
  if (code === "inFlight" || status === 503) return { "Retry-After": "2" };
  return {};
}
