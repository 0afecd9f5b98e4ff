import { createPublicKey } from "node:crypto";
import * as z from "zod";
import { money } from "@/lib/base/money";
import { addMs, HOUR_MS, SECOND_MS } from "@/lib/base/time";
import { jsonOf } from "../contract/faults";
import type { RequestKind } from "../contract/simulator-moods";
import type { Answer, BookedPayout, SimulatedAccount, SimulatedRequest, SimulatorDesk } from "../contract/simulator-spec";
import { digestOf, isSignedBy, readSignature } from "./signing";
import { json, openReplies, payoutObject, REFUSALS } from "./simulator-answers";
import { type Sources, schemeOf } from "./simulator-sources";
import { transactionsPage } from "./simulator-transactions";
import { VERIFICATIONS_PATH, type Verifications } from "./simulator-verifications";
import { KEY_SET_PATH, type WebhookKey } from "./simulator-webhooks";
import { CreateRequest, schemeErrors, TokenRequest, type TrueLayerCredentials, type TrueLayerDetails } from "./simulator-wire";

type Desk = SimulatorDesk<TrueLayerCredentials, TrueLayerDetails>;
type Account = SimulatedAccount<TrueLayerCredentials>;

const Token = z.object({ token: z.string(), clientId: z.string(), scope: z.string(), expiresAt: z.string() });
const Remembered = z.object({ digest: z.string(), providerPayoutId: z.string(), at: z.string() });

const TOKEN_LIFE_MS = HOUR_MS;
/** The shorter of the two times that are documented. Told by the wall's clock, which is the one that the product lives by. */
const KEY_RETENTION_MS = 6 * HOUR_MS;

export function openDoors(
  desk: Desk,
  {
    sources,
    verifications,
    webhookKey,
  }: { readonly sources: Sources; readonly verifications: Verifications; readonly webhookKey: WebhookKey },
) {
  const tokens = desk.store.collection("tokens", Token);
  const remembered = desk.store.collection("idempotencyKeys", Remembered);
  const replies = openReplies(() => desk.newId());

  function respond(request: SimulatedRequest): Answer {
    const { method, prefix, path } = request;
    if (prefix === "truelayer-auth")
      return method === "POST" && path === "/connect/token" ? giveToken(request) : replies.problem("not-found");
    if (prefix === "truelayer-webhooks")
      return method === "GET" && path === KEY_SET_PATH ? json(200, webhookKey.keySet()) : replies.problem("not-found");
    if (method === "POST" && path === "/test-signature") return testSignature(request);

    if (path.startsWith(VERIFICATIONS_PATH)) {
      const isScoped = scopeOf(request).includes("verification");
      return isScoped ? verifications.respond(request, replies) : replies.problem("unauthenticated");
    }
    const client = clientOf(request);
    if (client.kind === "stranger") return replies.problem("unauthenticated", { detail: client.detail });
    if (method === "POST" && path === "/v3/payouts") return createPayout(request, client.accounts);
    const flow = /^\/v3\/payouts\/([^/]+)\/authorization-flow$/.exec(path)?.[1];
    if (flow !== undefined) return authorizationFlow(method, flow.toLowerCase(), client.accounts);
    if (method !== "GET") return replies.problem("not-found");
    return read(request, client.accounts);
  }

  function giveToken({ body }: SimulatedRequest): Answer {
    const asked = TokenRequest.safeParse(jsonOf(body));
    if (!asked.success) return json(400, { error: "invalid_request" });
    const { grant_type: grant, client_id: clientId, client_secret: secret, scope } = asked.data;
    if (grant !== "client_credentials") return json(400, { error: "invalid_grant" });
    const known = [...desk.accounts.values()].some(
      ({ credentials }) => credentials.clientId === clientId && credentials.clientSecret === secret,
    );
    if (!known) return json(400, { error: "invalid_client" });

    const now = desk.world.now();
    for (const old of [...tokens.values()]) if (Date.parse(old.expiresAt) <= now.getTime()) tokens.remove(old.token);
    const token = `${encode({ alg: "RS256", typ: "at+jwt" })}.${encode({ client_id: clientId, jti: desk.newId() })}.${encode(desk.newId())}`;
    tokens.put(token, { token, clientId, scope, expiresAt: addMs(now, TOKEN_LIFE_MS).toISOString() });
    return json(200, { access_token: token, expires_in: TOKEN_LIFE_MS / SECOND_MS, token_type: "Bearer", scope });
  }

  function scopeOf({ headers }: SimulatedRequest): readonly string[] {
    return tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "")?.scope.split(" ") ?? [];
  }

  function clientOf({
    headers,
  }: SimulatedRequest): { kind: "client"; accounts: readonly Account[] } | { kind: "stranger"; detail?: string } {
    const token = tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "");
    if (!token || Date.parse(token.expiresAt) <= desk.world.now().getTime()) return { kind: "stranger" };
    if (!token.scope.split(" ").includes("payments")) {
      return { kind: "stranger", detail: "Authorization: The JWT was not able to be validated: InvalidAudience." };
    }
    return { kind: "client", accounts: [...desk.accounts.values()].filter(({ credentials }) => credentials.clientId === token.clientId) };
  }

  /** The path may be signed as it is under TrueLayer's own host, or with the prefix that it has on this one. */
  function isSigned(request: SimulatedRequest, accounts: readonly Account[], mustSign: readonly string[]): boolean {
    const signature = readSignature(request.headers["tl-signature"] ?? "");
    if (!signature) return false;
    const names = signature.headerNames.map((name) => name.toLowerCase());
    if (!mustSign.every((name) => names.includes(name))) return false;
    const key = accounts.find(({ credentials }) => credentials.signingKeyId === signature.keyId)?.credentials.signingPublicKey;
    if (!key) return false;
    return [request.path, request.fullPath].some((path) =>
      isSignedBy(signature, { method: request.method, path, body: request.body }, request.headers, createPublicKey(key)),
    );
  }

  function testSignature(request: SimulatedRequest): Answer {
    return isSigned(request, [...desk.accounts.values()], []) ? replies.empty(204) : badSignature();
  }

  function badSignature(): Answer {
    return replies.problem("unauthenticated", { detail: "Invalid request signature." });
  }

  function createPayout(request: SimulatedRequest, accounts: readonly Account[]): Answer {
    const key = request.headers["idempotency-key"] ?? "";
    if (key === "") return invalid({ "Idempotency-Key": ["is required"] });
    if (!isSigned(request, accounts, ["idempotency-key"])) return badSignature();

    const digest = digestOf(request.body);
    const slot = `${accounts[0]?.credentials.clientId}:${key}`;
    const before = remembered.get(slot);
    if (before && Date.parse(before.at) + KEY_RETENTION_MS > desk.world.wallNow().getTime()) {
      if (before.digest !== digest) return replies.problem("idempotency-key-reuse");
      desk.countReplay(before.providerPayoutId);
      const first = desk.payouts.get(before.providerPayoutId);
      return replies.ok(202, first ? createdAnswer(first) : { id: before.providerPayoutId });
    }

    const wanted = readCreate(request.body, accounts);
    if (wanted.kind === "wrong") return invalid(wanted.errors);
    const refusal = desk.takeRefusal();
    if (refusal !== null) return refuse(refusal);

    const booked = book(wanted.request, wanted.details, key);
    remembered.put(slot, { digest, providerPayoutId: booked.providerPayoutId, at: desk.world.wallNow().toISOString() });
    return replies.ok(202, createdAnswer(booked));
  }

  /** The token opens this payout alone, for whoever names the account. */
  function createdAnswer({ providerPayoutId: id, details: { beneficiary } }: BookedPayout<TrueLayerDetails>): unknown {
    if (beneficiary.type !== "user_determined") return { id };
    const token = `${encode({ alg: "ES512", typ: "JWT" })}.${encode({ payout_id: id })}.${encode(desk.newId())}`;
    return { id, status: "authorization_required", resource_token: token, user: { id: beneficiary.user.id ?? desk.newId() } };
  }

  /** The page on which the receiver names the account. Ours: to open it is to have named one. */
  function authorizationFlow(method: string, id: string, accounts: readonly Account[]): Answer {
    const payout = desk.payouts.get(id);
    const isTheirs = payout !== undefined && accounts.some(({ accountId }) => accountId === payout.accountId);
    if (!payout || !isTheirs || payout.details.beneficiary.type !== "user_determined") return replies.problem("not-found");
    if (method === "GET") return replies.ok(200, { status: payout.details.isAuthorizing ? "completed" : "created" });
    desk.payouts.put(id, { ...payout, details: { ...payout.details, isAuthorizing: true } });
    desk.goOn(id);
    const uri = `${desk.world.origin()}/truelayer-app/payouts#payout_id=${id}`;
    return replies.ok(200, { status: "authorizing", actions: { next: { type: "redirect", uri } } });
  }

  type Wanted = { kind: "right"; request: CreateRequest; details: TrueLayerDetails } | { kind: "wrong"; errors: Record<string, string[]> };

  function readCreate(body: Uint8Array, accounts: readonly Account[]): Wanted {
    const parsed = CreateRequest.safeParse(jsonOf(body));
    if (!parsed.success)
      return {
        kind: "wrong",
        errors: Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join(".") || "body", [issue.message]])),
      };
    const request = parsed.data;
    const { beneficiary, currency, metadata = {} } = request;
    const account = accounts.find(({ accountId }) => accountId === request.merchant_account_id.toLowerCase());
    if (!account) return { kind: "wrong", errors: { merchant_account_id: ["is not a merchant account of this client"] } };
    if (account.credentials.currency !== currency)
      return { kind: "wrong", errors: { currency: ["is not the currency of the merchant account"] } };
    const errors = schemeErrors(request);
    if (Object.keys(errors).length > 0) return { kind: "wrong", errors };

    const kept = { beneficiary, metadata, isAuthorizing: false, schemeId: schemeOf(currency) };
    if (beneficiary.type === "business_account" || beneficiary.type === "user_determined") {
      const holderName = beneficiary.type === "user_determined" ? beneficiary.user.name : account.credentials.holderName;
      return { kind: "right", request, details: { ...kept, holderName, identifiers: [] } };
    }
    if (beneficiary.type === "verified_external_account") {
      const known = verifications.find(beneficiary.account_holder_verification_id);
      if (!known) return { kind: "wrong", errors: { "beneficiary.account_holder_verification_id": ["was not found"] } };
      return { kind: "right", request, details: { ...kept, holderName: known.holderName, identifiers: [known.identifier] } };
    }
    const schemeId = request.scheme_selection?.type === "preselected" ? request.scheme_selection.scheme_id : schemeOf(currency);
    if (beneficiary.type === "external_account") {
      const { account_holder_name: holderName, account_identifier: identifier } = beneficiary;
      return { kind: "right", request, details: { ...kept, holderName, identifiers: [identifier], schemeId } };
    }
    const by = { accountId: account.accountId, sourceId: beneficiary.payment_source_id, userId: beneficiary.user_id };
    const source = sources.find(by);
    if (!source)
      return { kind: "wrong", errors: { "beneficiary.payment_source_id": ["is no source of this user in this merchant account"] } };
    const { holderName, identifiers } = source;
    return { kind: "right", request, details: { ...kept, holderName, identifiers, schemeId } };
  }

  function book(request: CreateRequest, details: TrueLayerDetails, idempotencyKey: string): BookedPayout<TrueLayerDetails> {
    return desk.book({
      accountId: request.merchant_account_id.toLowerCase(),
      reference: details.metadata.counterfoil_number ?? null,
      idempotencyKey,
      amount: money(BigInt(request.amount_in_minor), request.currency),
      details,
      sim: details.metadata.sim ?? null,
    });
  }

  function refuse(word: string): Answer {
    const table: Readonly<Record<string, (typeof REFUSALS)[keyof typeof REFUSALS]>> = REFUSALS;
    const refusal = table[word];
    if (!refusal) throw new Error(`No refusal is called "${word}".`);
    const errors = refusal.path ? { [refusal.path]: ["was refused on demand"] } : undefined;
    return replies.problem(refusal.problem, { errors, shouldRetry: refusal.meaning === null });
  }

  function invalid(errors: Record<string, string[]>): Answer {
    return replies.problem("invalid-parameters", { errors });
  }

  function read(request: SimulatedRequest, accounts: readonly Account[]): Answer {
    const [, version, noun, id, part, ...rest] = request.path.split("/").map(decodeURIComponent);
    if (version !== "v3" || rest.length > 0) return replies.problem("not-found");
    if (noun === "payouts" && id && !part) {
      const payout = desk.payouts.get(id.toLowerCase());
      const isTheirs = accounts.some(({ accountId }) => accountId === payout?.accountId);
      return payout && isTheirs
        ? replies.ok(200, payoutObject(payout))
        : replies.problem("not-found", { detail: "Payout could not be found." });
    }
    if (noun !== "merchant-accounts") return replies.problem("not-found");
    if (!id) return replies.ok(200, { items: accounts.map(accountObject) });

    const account = accounts.find(({ accountId }) => accountId === id.toLowerCase());
    if (!account) return replies.problem("not-found", { detail: "Merchant account could not be found." });
    if (!part) return replies.ok(200, accountObject(account));
    if (part === "payment-sources") {
      const userId = request.query.user_id;
      if (!userId) return invalid({ user_id: ["is required"] });
      const items = sources.of(account.accountId, userId).map(({ id: sourceId, holderName, identifiers }) => ({
        id: sourceId,
        account_holder_name: holderName,
        account_identifiers: identifiers,
      }));
      return replies.ok(200, { items });
    }
    if (part === "transactions") {
      const page = transactionsPage(request, {
        sources: sources.of(account.accountId),
        payouts: payoutsOf(account),
        currency: account.credentials.currency,
      });
      return page.ok ? replies.ok(200, page.value) : invalid(page.error);
    }
    return replies.problem("not-found");
  }

  function payoutsOf({ accountId }: Account): readonly BookedPayout<TrueLayerDetails>[] {
    return [...desk.payouts.values()].filter((payout) => payout.accountId === accountId);
  }

  return { classify, respond };
}

function classify({ prefix, method, path }: SimulatedRequest): RequestKind {
  if (prefix === "truelayer-auth") return "auth";
  if (prefix === "truelayer-webhooks") return "keys";
  if (path.startsWith(VERIFICATIONS_PATH)) return "read";
  return method === "POST" && path === "/v3/payouts" ? "create" : "read";
}

function accountObject({ accountId, credentials, balances }: Account): unknown {
  const balance = balances[credentials.currency];
  return {
    id: accountId,
    currency: credentials.currency,
    account_identifiers: [{ type: "iban", iban: "GB75CLRB04066800000871" }],
    available_balance_in_minor: Number(balance?.availableMinor ?? 0),
    current_balance_in_minor: Number(balance?.currentMinor ?? 0),
    account_holder_name: credentials.holderName,
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
