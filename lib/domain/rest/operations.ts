import { BATCH_OPERATIONS } from "./batch-operations";
import { CONNECTION_OPERATIONS } from "./connection-operations";
import type { RestOperation } from "./operation";
import { PAYOUT_OPERATIONS } from "./payout-operations";
import type { ProblemCode } from "./problem";
import { RECEIVER_OPERATIONS } from "./receiver-operations";
import { SOURCE_OPERATIONS } from "./source-operations";

/** Everything that the REST door does. */
export const REST_OPERATIONS: readonly RestOperation[] = [
  ...PAYOUT_OPERATIONS,
  ...BATCH_OPERATIONS,
  ...RECEIVER_OPERATIONS,
  ...SOURCE_OPERATIONS,
  ...CONNECTION_OPERATIONS,
];

/** Every way in which an operation can end badly: its own, and what follows from its shape. */
export function problemsOf({ method, path, body, file, isList, query, idempotency, problems = [] }: RestOperation): readonly ProblemCode[] {
  const codes: ProblemCode[] = ["unauthenticated", "forbidden", "addressRefused", "tooManyRequests", "internalError", ...problems];
  if (path.includes("{")) codes.push("notFound");
  if (isList || query) codes.push("invalidQuery");
  if (body) codes.push("malformedJson", "bodyTooLarge", "unsupportedMediaType", "invalidInput");
  if (idempotency === "required") codes.push("idempotencyKeyMissing");
  if (idempotency) codes.push("idempotencyKeyInvalid", "keyReused", "keyExpired", "inFlight");
  if (file) codes.push("bodyTooLarge", "unsupportedMediaType", "invalidInput");
  if (method === "post" && !body && !file) throw new Error(`${path} changes something and takes no body.`);
  return [...new Set(codes)];
}
