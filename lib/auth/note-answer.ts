import { currentTime } from "@/lib/base/clock";
import { Problem } from "@/lib/domain/rest/problem";
import type { KnownKey } from "@/lib/operations/api-keys/knock-with-key";
import { noteRequest } from "@/lib/operations/api-requests/note-request";
import { ipAddressOf } from "./ip-address";

type Answered = {
  readonly key: KnownKey;
  readonly requestId: string;
  readonly beganAt: Date;
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly response: Response;
};

/** Writes down what a key asked and how it ended, for whoever helps its owner. The address is kept as its template: no id of a stranger's making. */
export async function noteAnswer({ key, requestId, beganAt, request, params, response }: Answered): Promise<void> {
  const { pathname } = new URL(request.url);
  const template = Object.entries(params).reduce((path, [name, value]) => path.replace(encodeURIComponent(value), `{${name}}`), pathname);
  const made = response.headers.get("location")?.split("/").at(-1);
  await noteRequest({
    id: requestId,
    ...key,
    at: beganAt,
    method: request.method,
    path: template.replace(/^\/api\/v1/, ""),
    status: response.status,
    durationMs: Math.max(0, currentTime().getTime() - beganAt.getTime()),
    problemCode: response.status >= 400 ? Problem.parse(await response.clone().json()).code : null,
    idempotencyKey: request.headers.get("idempotency-key"),
    isReplayed: response.headers.has("idempotent-replayed"),
    subjectId: made ?? Object.values(params)[0]?.slice(0, 60) ?? null,
    // What came over IPv6 from an IPv4 address is written as people know it, and as they would write it into a key's list.
    address: ipAddressOf(request.headers)?.replace(/^::ffff:(?=\d+\.)/i, "") ?? null,
  });
}
