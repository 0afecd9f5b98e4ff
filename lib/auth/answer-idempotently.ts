import { z } from "zod";
import { canonicalJson } from "@/lib/domain/rest/canonical-json";
import { answerOnce } from "@/lib/operations/idempotency/answer-once";
import { deniedResponse, headersOf, textResponse, wireResponse } from "./rest-answers";

export type IdempotentCall = {
  readonly request: Request;
  readonly merchantId: string;
  /** The body as it was sent, parsed. */
  readonly sent: unknown;
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
  { request, merchantId, sent }: IdempotentCall,
  work: (operationKey: string) => Promise<ComputedAnswer>,
): Promise<Response> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return wireResponse("idempotencyKeyMissing");
  if (!KEY_FORM.test(key)) return wireResponse("idempotencyKeyInvalid");

  const path = new URL(request.url).pathname;
  const answer = await answerOnce(
    { merchantId, key, request: `${request.method} ${path}\n${canonicalJson(sent)}` },
    async ({ operationKey }) => {
      const { status, value, keep } = await work(operationKey);
      return { status, body: JSON.stringify(value), keep };
    },
  );
  if (!answer.ok) return deniedResponse(answer.error);
  const { status, body, replayed } = answer.value;
  return textResponse(status, body, { ...headersAbout(status, body, path), ...(replayed ? { "Idempotent-Replayed": "true" } : {}) });
}

function headersAbout(status: number, body: string, path: string): Record<string, string> {
  if (status >= 400) return headersOf({ status, code: "" });
  const made = Made.safeParse(JSON.parse(body));
  return status === 201 && made.success ? { Location: `${path}/${made.data.id}` } : {};
}
