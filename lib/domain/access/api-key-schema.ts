import * as z from "zod";
import { addMs, DAY_MS } from "@/lib/base/time";
import { AddressRanges } from "./address-range";
import { ALL_API_SCOPES, type ApiScope } from "./permissions";

/** For how long a new key may be good, in days; null for one that somebody has to end. */
export const KEY_TERMS = [30, 90, 365] as const;

export const NewApiKey = z.object({
  name: z.string().trim().min(1, "Name the system that will use it.").max(80, "80 characters at most."),
  scopes: z.array(z.enum(ALL_API_SCOPES)).min(1, "Give the key at least one scope."),
  days: z.union([z.literal(KEY_TERMS), z.null()]),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

export function keyEnd(days: NewApiKey["days"], now: Date): Date | undefined {
  return days === null ? undefined : addMs(now, days * DAY_MS);
}

export const ApiKeyRef = z.object({ apiKeyId: z.string().min(1).max(60) });
export type ApiKeyRef = z.infer<typeof ApiKeyRef>;

/** For how many hours the old secret goes on opening beside the new one. */
export const OVERLAP_HOURS = [0, 1, 24, 168] as const;

export const RotateApiKey = ApiKeyRef.extend({ overlapHours: z.literal(OVERLAP_HOURS) });
export type RotateApiKey = z.infer<typeof RotateApiKey>;

export const RestrictApiKey = ApiKeyRef.extend({ ranges: AddressRanges });
export type RestrictApiKey = z.infer<typeof RestrictApiKey>;

/** What whoever holds the key may do, after "may". */
export const SCOPE_SENTENCES: Readonly<Record<ApiScope, string>> = {
  "payouts:write": "make payouts and cancel them",
  "payouts:read": "read payouts and how they stand",
  "receivers:write": "add receivers and bring accounts",
  "receivers:read": "read receivers and the accounts that paid in",
  "paymentSources:write": "tell what has been paid in",
  "connections:read": "read which providers are connected",
};
