import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { DAY_MS } from "@/lib/base/time";
import { ALL_API_SCOPES } from "./permissions";

/** For so long a wish waits for its second person. */
export const CHANGE_OPEN_FOR_MS = 7 * DAY_MS;

const Key = z.string().min(1).max(60);
const Name = z.string().max(200);
const Permissions = z.array(z.string());
const Prefix = z.string().max(20);
/** SHA-256 of the key, in hex: the key itself was told once and is nowhere. */
const KeyHash = z.string().regex(/^[0-9a-f]{64}$/);
const Url = z.string().max(2_000);
/** None: all. Plain text, since an open wish may be older than a type's name. */
const Types = z.array(z.string().max(60));
const Decimal = z.string().max(40);
const Endpoint = z.object({ url: Url, description: Name, types: Types });

/**
 * What may be asked for and waits for a second person. It holds what it starts from, so that whoever confirms it confirms what they saw:
 * should that have changed meanwhile, it is refused.
 */
export const ChangeWish = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("role.permissions"), role: Key, name: Name, from: Permissions, to: Permissions }),
  z.object({
    kind: z.literal("member.role"),
    ...{ personId: Key, name: Name, from: Key, fromName: Name, to: Key, toName: Name },
    holds: Permissions,
  }),
  z.object({ kind: z.literal("member.enable"), personId: Key, name: Name, role: Key, roleName: Name, holds: Permissions }),
  z.object({
    kind: z.literal("person.invite"),
    ...{ email: z.string().max(254), name: Name, role: Key, roleName: Name },
    holds: Permissions,
  }),
  z.object({
    kind: z.literal("apiKey.create"),
    ...{ apiKeyId: Key, name: Name, prefix: Prefix, hash: KeyHash },
    scopes: z.array(z.enum(ALL_API_SCOPES)),
    expiresAt: z.iso.datetime().nullable(),
  }),
  z.object({
    kind: z.literal("apiKey.rotate"),
    ...{ apiKeyId: Key, name: Name, from: Prefix, prefix: Prefix, hash: KeyHash },
    overlapHours: z.int().min(0),
  }),
  z.object({ kind: z.literal("apiKey.restrict"), apiKeyId: Key, name: Name, from: z.array(z.string()), to: z.array(z.string()) }),
  // The secret is sealed in a row of its own, which belongs to no endpoint before the wish is confirmed.
  z.object({ kind: z.literal("endpoint.create"), endpointId: Key, secretId: Key, to: Endpoint }),
  z.object({ kind: z.literal("endpoint.change"), endpointId: Key, from: Endpoint, to: Endpoint }),
  z.object({ kind: z.literal("endpoint.enable"), endpointId: Key, name: Name, url: Url }),
  z.object({ kind: z.literal("endpoint.rotate"), endpointId: Key, name: Name, secretId: Key, overlapHours: z.int().min(0) }),
  // What a limit of the policy comes to in another currency. `from`: what counts now, where anything does.
  z.object({
    kind: z.literal("rate.set"),
    ...{ currency: z.enum(CURRENCIES), inCurrency: z.enum(CURRENCIES) },
    ...{ from: Decimal.nullable(), to: Decimal, day: z.iso.date() },
  }),
]);
export type ChangeWish = z.infer<typeof ChangeWish>;
export type ChangeKind = ChangeWish["kind"];
export type WishOf<K extends ChangeKind> = Extract<ChangeWish, { kind: K }>;

/** The kinds that each permission decides on. */
export const TEAM_CHANGES = ["role.permissions", "member.role", "member.enable", "person.invite"] as const satisfies readonly ChangeKind[];
export const KEY_CHANGES = ["apiKey.create", "apiKey.rotate", "apiKey.restrict"] as const satisfies readonly ChangeKind[];
export const ENDPOINT_CHANGES = [
  "endpoint.create",
  "endpoint.change",
  "endpoint.enable",
  "endpoint.rotate",
] as const satisfies readonly ChangeKind[];
export const RATE_CHANGES = ["rate.set"] as const satisfies readonly ChangeKind[];

/** What it is about: of one thing only one wish of a kind is open. */
export function subjectOf(wish: ChangeWish): {
  readonly kind: "role" | "person" | "invitation" | "apiKey" | "endpoint" | "rate";
  readonly id: string;
} {
  switch (wish.kind) {
    case "role.permissions":
      return { kind: "role", id: wish.role };
    case "member.role":
    case "member.enable":
      return { kind: "person", id: wish.personId };
    case "person.invite":
      return { kind: "invitation", id: wish.email };
    case "apiKey.create":
    case "apiKey.rotate":
    case "apiKey.restrict":
      return { kind: "apiKey", id: wish.apiKeyId };
    case "endpoint.create":
    case "endpoint.change":
    case "endpoint.enable":
    case "endpoint.rotate":
      return { kind: "endpoint", id: wish.endpointId };
    case "rate.set":
      return { kind: "rate", id: `${wish.currency}-${wish.inCurrency}` };
  }
}

/** What is asked for, in the middle of a sentence. */
export function sayWish(wish: ChangeWish): string {
  switch (wish.kind) {
    case "role.permissions":
      return `change what the role ${wish.name} holds`;
    case "member.role":
      return `make ${wish.name} ${wish.toName}`;
    case "member.enable":
      return `let ${wish.name} in again as ${wish.roleName}`;
    case "person.invite":
      return `invite ${wish.email} as ${wish.roleName}`;
    case "apiKey.create":
      return `make the API key ${wish.name}`;
    case "apiKey.rotate":
      return `give the API key ${wish.name} a new secret`;
    case "apiKey.restrict":
      return wish.to.length === 0
        ? `let the API key ${wish.name} be used from anywhere`
        : `let the API key ${wish.name} be used from other addresses than now`;
    case "endpoint.create":
      return `send webhooks to ${wish.to.description}`;
    case "endpoint.change":
      return `change the webhook endpoint ${wish.from.description}`;
    case "endpoint.enable":
      return `switch the webhook endpoint ${wish.name} on again`;
    case "endpoint.rotate":
      return `give the webhook endpoint ${wish.name} a new secret`;
    case "rate.set":
      return `count 1 ${wish.currency} as ${wish.to} ${wish.inCurrency} from ${wish.day} on${wish.from === null ? "" : `, and no longer as ${wish.from}`}`;
  }
}

export const DecideChange = z.object({ changeId: z.string().min(1).max(60), verdict: z.enum(["confirmed", "declined"]) });
export type DecideChange = z.infer<typeof DecideChange>;
