import type { ApiScope } from "@/lib/domain/access/permissions";
import type { ProblemCode } from "./problem";
import type { AnswerName, RequestName } from "./schemas";

/** One thing that the REST door does, as its description, its reference page and its tests know it. */
export type RestOperation = {
  readonly id: string;
  readonly method: "get" | "post";
  /** Under `/api/v1`, with its parameters in braces. */
  readonly path: string;
  readonly tag: RestTag;
  readonly scope: ApiScope;
  readonly summary: string;
  readonly description?: string;
  readonly query?: readonly QueryParameter[];
  /** Takes `limit` and `cursor`. */
  readonly isList?: boolean;
  readonly body?: { readonly schema: RequestName; readonly isOptional?: boolean; readonly examples: readonly Example[] };
  /** A file in place of JSON. */
  readonly file?: { readonly mediaType: "text/csv"; readonly name: string; readonly example: string };
  readonly idempotency?: "required" | "accepted";
  readonly answers: readonly RestAnswer[];
  /** What it can be refused with, beside what every operation can be. */
  readonly problems?: readonly ProblemCode[];
};

export const REST_TAGS = {
  payouts: "Money that leaves a merchant account for one receiver.",
  batches: "Files of payouts.",
  receivers: "Who may be paid, and on which accounts.",
  paymentSources: "Accounts that paid in, and what may still go back to them.",
  connections: "Merchant accounts at providers, and what is on them.",
} as const;
export type RestTag = keyof typeof REST_TAGS;

export type QueryParameter = {
  readonly name: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** May stand in an address several times: any of its values will do. */
  readonly isRepeatable?: boolean;
};

export type RestAnswer = JsonAnswer | FileAnswer;

export type JsonAnswer = {
  readonly status: 200 | 201;
  readonly description: string;
  readonly schema: AnswerName;
  readonly example: unknown;
  readonly hasLocation?: boolean;
};

/** A file in place of JSON; what goes wrong is told in JSON all the same. */
export type FileAnswer = {
  readonly status: 200;
  readonly description: string;
  readonly file: { readonly mediaType: "application/pdf"; readonly name: string };
};

export function fileOf({ answers }: RestOperation): FileAnswer["file"] | undefined {
  return answers.flatMap((answer) => ("file" in answer ? [answer.file] : []))[0];
}

export type Example = { readonly name: string; readonly summary: string; readonly value: unknown };
