import type * as z from "zod";
import { failed, ok, type Result } from "@/lib/base/result";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { fieldErrors } from "@/lib/domain/access/field-errors";
import { isStray, strayPaths } from "@/lib/domain/rest/stray-text";
import { readBody } from "./read-body";
import { deniedResponse, wireResponse } from "./rest-answers";

const MAX_BODY_BYTES = 64 * 1024;

export type ReadInput<T> = {
  readonly valid: T;
  /** The same value before the schema touched it. */
  readonly sent: unknown;
};

/** A JSON body as its schema wants it; or the answer that says what is wrong with it. `mayBeEmpty`: no body is an empty object. */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  { mayBeEmpty = false }: { mayBeEmpty?: boolean } = {},
): Promise<Result<ReadInput<z.output<S>>, Response>> {
  const body = await readBody(request, MAX_BODY_BYTES);
  if ("fault" in body) return failed(wireResponse("bodyTooLarge"));
  const isEmpty = mayBeEmpty && body.byteLength === 0;
  if (!isEmpty && !isJson(request.headers.get("content-type"))) return failed(wireResponse("unsupportedMediaType"));
  const sent = isEmpty ? ok({}) : parseJson(body);
  if (!sent.ok) return failed(wireResponse("malformedJson"));
  const stray = strayPaths(sent.value);
  if (stray.length > 0) return failed(badBody(Object.fromEntries(stray.map((path) => [path, [STRAY]]))));
  const parsed = schema.safeParse(sent.value);
  return parsed.success ? ok({ valid: parsed.data, sent: sent.value }) : failed(badBody(fieldErrors(parsed.error)));
}

const STRAY = "Leave out characters that are none: NUL, and halves of others.";

function badBody(fields: Denial["fields"]): Response {
  return deniedResponse(denial("invalidInput", "Something in the body needs changing.", fields));
}

/** The query as its schema wants it. A name given more than once is refused: either value could be the one that was meant. */
export function readQuery<S extends z.ZodType>(params: URLSearchParams, schema: S): Result<z.output<S>, Response> {
  const names = [...new Set(params.keys())];
  const errors = Object.fromEntries([
    ...names.filter((name) => params.getAll(name).length > 1).map((name) => [name, ["Give this once."]]),
    ...names.filter((name) => params.getAll(name).some(isStray)).map((name) => [name, [STRAY]]),
  ]);
  if (Object.keys(errors).length > 0) return failed(wireResponse("invalidQuery", errors));
  const parsed = schema.safeParse(Object.fromEntries(params));
  return parsed.success ? ok(parsed.data) : failed(wireResponse("invalidQuery", fieldErrors(parsed.error)));
}

function isJson(contentType: string | null): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}

function parseJson(body: Uint8Array): Result<unknown, null> {
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    // Expected: anyone can send anything, and what exactly is wrong with it helps nobody.
    return failed(null);
  }
}
