import type { Denial } from "@/lib/domain/access/denial";
import { Problem, problemOfDenial, type WireCode, wireProblem } from "@/lib/domain/rest/problem";

// Answers of the doors that programs use. Nothing here may be kept by a cache on the way: it is one merchant's.

export function jsonResponse(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return textResponse(status, JSON.stringify(value), headers);
}

/** JSON that is text already, such as a stored answer. */
export function textResponse(status: number, body: string, headers: Record<string, string> = {}): Response {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return new Response(body, { status, headers: { "Content-Type": type, "Cache-Control": "no-store", ...headers } });
}

export function deniedResponse(denial: Denial, headers?: Record<string, string>): Response {
  return problemResponse(problemOfDenial(denial), headers);
}

export function wireResponse(code: WireCode, errors?: Denial["fields"], headers?: Record<string, string>): Response {
  return problemResponse(wireProblem(code, errors), headers);
}

function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return textResponse(problem.status, JSON.stringify(problem), { ...headersOf(problem), ...headers });
}

/** Under a name that people can quote: in a header, and in the body of what went wrong, which is the part that is copied into a mail. */
export async function withRequestId(response: Response, requestId: string): Promise<Response> {
  response.headers.set("X-Request-Id", requestId);
  if (response.status < 400) return response;
  const problem = Problem.parse(await response.json());
  return new Response(JSON.stringify({ ...problem, requestId }), { status: response.status, headers: response.headers });
}

/** What a client should do next, where HTTP has a word for it. */
export function headersOf({ status, code }: Pick<Problem, "status" | "code">): Record<string, string> {
  if (status === 401) return { "WWW-Authenticate": 'Bearer realm="Counterfoil"' };
  if (code === "inFlight" || status === 503) return { "Retry-After": "2" };
  return {};
}
