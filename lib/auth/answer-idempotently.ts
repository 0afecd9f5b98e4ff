import * as z from "zod";
import { canonicalJson } from "@/lib/domain/rest/canonical-json";
import { answerOnce } from "@/lib/operations/idempotency/answer-once";
import { deniedResponse, headersOf, textResponse, wireResponse } from "./rest-answers";

export type IdempotentCall = {
  readonly request: Request;
  readonly merchantId: string;
  /** The body as it was sent, parsed. */
  readonly sent: unknown;
  /** Where what was made is read, by its id. */
  readonly locationOf?: (id: string) => string;
  /** Without a key the request is done as often as it is sent. */
  readonly keyIsOptional?: boolean;
};

/** `keep: false`: the same request may be tried again under the same key. */
export type ComputedAnswer = { readonly status: number; readonly value: unknown; readonly keep: boolean };

const KEY_FORM = /^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/;
const Made = z.object({ id: z.string() });

/**
 * Answers a request that must not be done twice. `work` is given a key of its own to make its deed repeatable with, and may be run
 * again after a crash: see `answerOnce`.
 */
export async function answerIdempotently(
  call: IdempotentCall,
  work: (operationKey: string | undefined) => Promise<ComputedAnswer>,
): Promise<Response> {
  const { request, merchantId, sent } = call;
  const key = request.headers.get("idempotency-key");
  if (key === null && !call.keyIsOptional) return wireResponse("idempotencyKeyMissing");
  if (key === null) {
    const { status, value } = await work(undefined);
    return respond(call, { status, body: JSON.stringify(value), replayed: false });
  }
  if (!KEY_FORM.test(key)) return wireResponse("idempotencyKeyInvalid");

  const answer = await answerOnce(
    { merchantId, key, request: `${request.method} ${new URL(request.url).pathname}\n${canonicalJson(sent)}` },
    async ({ operationKey }) => {
      const { status, value, keep } = await work(operationKey);
      return { status, body: JSON.stringify(value), keep };
    },
  );
  return answer.ok ? respond(call, answer.value) : deniedResponse(answer.error);
}

type Given = { readonly status: number; readonly body: string; readonly replayed: boolean };

function respond({ locationOf }: IdempotentCall, { status, body, replayed }: Given): Response {
  const made = status === 201 && locationOf ? Made.safeParse(JSON.parse(body)) : null;
  return textResponse(status, body, {
    ...(status >= 400 ? headersOf({ status, code: "" }) : {}),
    ...(made?.success && locationOf ? { Location: locationOf(made.data.id) } : {}),
    ...(replayed ? { "Idempotent-Replayed": "true" } : {}),
  });
}
