import * as z from "zod";
import { type Denial, type DenialCode, denial } from "@/lib/domain/access/denial";

/** Errors of the REST door: RFC 9457, with a `code` that programs may rely on and sentences that people may read. */
export const Problem = z.object({
  type: z.string().describe("A name for this kind of problem; the same for the same `code`."),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe("One sentence about this very request."),
  code: z.string().describe("Stable: compare this, never the sentences."),
  errors: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe("For bad input: sentences by JSON path, such as `to.account.iban`."),
  requestId: z.string().optional().describe("The same as the header `X-Request-Id`."),
});
export type Problem = z.infer<typeof Problem>;

const STATUS_OF_DENIAL = {
  unauthenticated: 401,
  wrongCredentials: 401,
  lockedOut: 429,
  wrongCode: 401,
  ssoFailed: 401,
  ssoUnknown: 401,
  ssoUnverified: 401,
  ssoNoRole: 403,
  wrongPassword: 401,
  passkeyRefused: 401,
  stepUpNeeded: 403,
  secondFactorMissing: 403,
  forbidden: 403,
  notFound: 404,
  invalidInput: 422,
  changedMeanwhile: 409,
  exportsUnderWay: 429,
  makerIsChecker: 403,
  touchedByChecker: 403,
  mustBeOpened: 409,
  notYourStep: 403,
  alreadyDecided: 409,
  connectionUnavailable: 409,
  currencyMismatch: 422,
  reasonNeeded: 422,
  receiverIncomplete: 422,
  accountDoubtful: 422,
  proposerIsConfirmer: 403,
  receiverClosed: 409,
  notMergeable: 409,
  changeNeedsAnother: 403,
  lastManager: 409,
  policyPending: 409,
  policyDeadEnd: 422,
  policyNeedsAnother: 403,
  notProvenAbsent: 409,
  resendNeedsAnother: 403,
  notReturnable: 422,
  overReturnable: 422,
  unsupportedAccount: 422,
  tooLate: 409,
  forgedDelivery: 409,
  liftNeedsAnother: 403,
  keyReused: 422,
  keyExpired: 409,
  inFlight: 409,
  providerUnavailable: 503,
} as const satisfies Record<DenialCode, number>;

/** What only the wire can get wrong, before any operation is asked. */
const WIRE_PROBLEMS = {
  invalidQuery: { status: 400, detail: "Something in the query needs changing." },
  malformedJson: { status: 400, detail: "The body is not valid JSON in UTF-8." },
  idempotencyKeyMissing: { status: 400, detail: "Send an Idempotency-Key header, one for each payout that you mean to make." },
  idempotencyKeyInvalid: { status: 400, detail: "An Idempotency-Key has 1 to 255 printable ASCII characters." },
  addressRefused: { status: 403, detail: "This key may not be used from the address that this came from." },
  methodNotAllowed: { status: 405, detail: "This address does not know this method. The header Allow names those that it does." },
  bodyTooLarge: { status: 413, detail: "The body is larger than this door takes." },
  unsupportedMediaType: {
    status: 415,
    detail: "Send the body as the type that this address takes: application/json, or text/csv for a file.",
  },
  tooManyRequests: { status: 429, detail: "This key has sent too many requests. Come back when Retry-After says." },
  internalError: { status: 500, detail: "The fault is ours. Send the request again with the same Idempotency-Key: nothing happens twice." },
} as const;
export type WireCode = keyof typeof WIRE_PROBLEMS;
export type ProblemCode = DenialCode | WireCode;

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Not done here",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not acceptable as it stands",
  429: "Too many",
  500: "Our fault",
  503: "Not available right now",
};

export function problemOfDenial({ code, sentence, fields }: Denial): Problem {
  return problem(STATUS_OF_DENIAL[code], code, sentence, fields);
}

export function wireProblem(code: WireCode, errors?: Denial["fields"]): Problem {
  const { status, detail } = WIRE_PROBLEMS[code];
  return problem(status, code, detail, errors);
}

/** How it looks when nothing more is known than the code. */
export function exampleProblem(code: ProblemCode): Problem {
  const example = isWireCode(code) ? wireProblem(code) : problemOfDenial(denial(code));
  return code === "invalidInput" || code === "invalidQuery" ? { ...example, errors: EXAMPLE_ERRORS[code] } : example;
}

const EXAMPLE_ERRORS = {
  invalidInput: { "to.account.iban": ["This IBAN has a typing error."] },
  invalidQuery: { limit: ["Give a number from 1 to 200."] },
};

function isWireCode(code: ProblemCode): code is WireCode {
  return Object.hasOwn(WIRE_PROBLEMS, code);
}

function problem(status: number, code: string, detail: string, fields: Denial["fields"]): Problem {
  const errors = fields && Object.fromEntries(Object.entries(fields).map(([path, sentences]) => [path, [...sentences]]));
  return {
    type: `urn:counterfoil:problem:${code}`,
    title: TITLES[status] ?? "Problem",
    status,
    detail,
    code,
    ...(errors ? { errors } : {}),
  };
}

/** Denials that say nothing of a moment later: with the same idempotency key the same request may be tried again. */
const PASSING = [
  "notFound",
  "changedMeanwhile",
  "connectionUnavailable",
  "receiverClosed",
  "inFlight",
  "keyReused",
  "keyExpired",
  "providerUnavailable",
  "forbidden",
] as const;

export function isPassing(code: DenialCode): boolean {
  return PASSING.some((one) => one === code);
}
