import { describe, expect, test } from "vitest";
import type { ConnectContext } from "../contract/connection";
import { instructionOf } from "./instruction";
import { FAILURES, failureOf, fragmentOf, observationOf, refusalOf, STATUSES } from "./mapping";
import { trueLayerRehearsal } from "./rehearsal";
import { SCHEME_IDS, TrueLayerSettings } from "./settings";
import { CreateRequest } from "./simulator-wire";
import { trueLayerWebhooks } from "./webhooks";
import { Payout, withoutResourceToken } from "./wire";

// Every word of TrueLayer's contract page, by name: what it means here.

const context: ConnectContext = {
  hosts: { webhookKeys: "https://webhooks.example" },
  transport: { exchange: () => Promise.reject(new Error("Nothing is asked.")), now: () => new Date(0), memory: new Map() },
};
const told = (event: unknown) => trueLayerWebhooks(context).translate(new TextEncoder().encode(JSON.stringify(event)));
const payout = (facts: Record<string, unknown>) =>
  observationOf(Payout.parse({ id: "P-1", amount_in_minor: 100, currency: "GBP", status: "pending", ...facts }), {
    traceId: null,
    evidenceId: "e",
  });

describe("statuses", () => {
  test.each([
    ["pending", "received"],
    ["authorization_required", "needsAction"],
    ["authorizing", "needsAction"],
    ["authorized", "inFlight"],
    ["executed", "settled"],
    ["failed", "failed"],
  ])("%s is seen as %s", (status, seen) => expect(payout({ status }).status).toBe(seen));

  test("that is all of them", () => expect(Object.keys(STATUSES)).toHaveLength(6));
});

describe("failure reasons", () => {
  const REASONS = [
    ["insufficient_funds", "insufficientFunds"],
    ["scheme_error", "schemeError"],
    ["server_error", "providerError"],
    ["blocked", "blockedByReview"],
    ["returned", "returned"],
    ["account_not_valid", "accountInvalid"],
    ["expired", "expired"],
    ["verification_name_mismatch", "nameMismatch"],
    ["verification_transaction_not_found", "blockedByReview"],
    ["invalid_iban", "accountInvalid"],
    ["invalid_scan", "accountInvalid"],
    ["reversed", "returned"],
    ["canceled", "cancelledByProvider"],
    ["user_canceled_at_provider", "cancelledByProvider"],
    ["unknown", "unknown"],
    ["scan_conversion", "accountInvalid"],
  ] as const;

  test.each(REASONS)("%s is %s, with TrueLayer's own word beside it", (code, reason) => {
    expect(failureOf(code)).toMatchObject({ reason, providerCode: code });
  });
  test("that is all of them", () => expect(Object.keys(FAILURES).sort()).toEqual(REASONS.map(([code]) => code).sort()));

  test.each(["returned", "reversed"])("executed and then failed with %s is a return", (code) => {
    const seen = payout({
      status: "failed",
      failure_reason: code,
      executed_at: "2026-01-02T03:04:05.477358288Z",
      failed_at: "2026-01-03T03:04:05Z",
    });
    expect(seen).toMatchObject({ status: "returned", at: "2026-01-03T03:04:05Z" });
  });
});

describe("errors", () => {
  const problem = (fragment: string, page = "docs/payments-api-errors") => ({
    type: `https://docs.truelayer.com/${page}#${fragment}`,
    detail: "No.",
  });
  test.each([
    ["invalid-parameters", "refuses"],
    ["invalid-state", "refuses"],
    ["forbidden", "refuses"],
    ["not-found", "refuses"],
    ["unauthenticated", "leaves it open"],
    ["idempotency-key-concurrency-conflict", "leaves it open"],
    ["concurrency-conflict", "leaves it open"],
    ["idempotency-key-reuse", "leaves it open"],
    ["rate-limit-exceeded", "leaves it open"],
    ["unknown-error", "leaves it open"],
    ["provider-error", "leaves it open"],
  ])("%s %s", (fragment, what) => expect(refusalOf(problem(fragment)) !== null).toBe(what === "refuses"));

  test.each(["docs/payments-api-errors", "docs/error-types"])("are known by their fragment, wherever their page is (%s)", (page) => {
    expect(fragmentOf(problem("forbidden", page))).toBe("forbidden");
  });
});

describe("webhooks", () => {
  const ID = "p-1";
  test.each([
    ["payout_executed", { executed_at: "2026-01-02T03:04:05Z" }, { kind: "observation", observation: { status: "settled" } }],
    ["payout_failed", { failure_reason: "blocked" }, { kind: "observation", observation: { status: "failed" } }],
    ["payout_failed", { failure_reason: "returned" }, { kind: "observation", observation: { status: "returned" } }],
    ["payout_attempt_failed", { failure_reason: "scheme_error", retry: { attempts_made: 1 } }, { kind: "lookUp", providerPayoutId: ID }],
  ])("%s %j", (type, facts, event) => expect(told({ type, event_id: "e", payout_id: ID, ...facts })).toMatchObject([event]));

  test("external_payment_received with return_for shows that the money came back", () => {
    expect(told({ type: "external_payment_received", return_for: { returned_id: ID } })).toMatchObject([
      { kind: "observation", observation: { providerPayoutId: ID, status: "returned" } },
    ]);
  });
  test.each(["external_payment_received", "balance_notification", "refund_failed"])("%s is about no payout", (type) =>
    expect(told({ type, event_id: "e" })).toEqual([{ kind: "irrelevant", eventName: type }]),
  );
  test.each([
    ["payment_settled", { settled_at: "2026-01-02T03:04:05.678Z" }],
    ["refund_executed", { executed_at: "2026-01-02T03:04:05.678Z" }],
  ])("%s asks for the ledger to be read, since it names no amount", (type, facts) => {
    const about = { kind: "ledger", since: "2026-01-02T03:04:05.678Z", paymentId: "p" };
    expect(told({ type, event_id: "e", payment_id: "p", ...facts })).toEqual([{ kind: "sourceChanged", about, eventName: type }]);
  });
});

describe("beneficiaries", () => {
  const terms = { merchantAccountId: "m-1" };
  const order = (destination: Parameters<typeof instructionOf>[0]["destination"]) => ({
    payoutId: "po_1",
    number: "CF0000000000AB",
    idempotencyKey: "k",
    amount: { minor: 1_000n, currency: "GBP" } as const,
    destination,
    statementText: "Payout 1",
    metadata: {},
  });
  const bodyOf = (destination: Parameters<typeof order>[0], more: Partial<Parameters<typeof instructionOf>[1]> = {}) => {
    const made = instructionOf(order(destination), { ...terms, ...more });
    return made.kind === "ready" ? JSON.parse(new TextDecoder().decode(made.body)) : made.outcome.failure;
  };
  const account = { kind: "account", holderName: "Zoe O Neil" } as const;

  test("payment_source", () => {
    expect(bodyOf({ kind: "paymentSource", userId: "u", paymentSourceId: "s" }).beneficiary).toMatchObject({
      type: "payment_source",
      user_id: "u",
    });
  });
  test("external_account", () => {
    const address = { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" } as const;
    expect(bodyOf({ ...account, address }).beneficiary).toMatchObject({
      type: "external_account",
      account_identifier: { sort_code: "200000" },
    });
  });
  test("external_account by the 26 digits of Poland", () => {
    const made = instructionOf(
      { ...order({ ...account, address: { kind: "bban", bban: "61109010140000071219812874" } }), amount: { minor: 1n, currency: "PLN" } },
      terms,
    );
    expect(made.kind === "ready" && new TextDecoder().decode(made.body)).toContain('{"type":"nrb","nrb":"61109010140000071219812874"}');
  });
  test("business_account goes to the account on file, and names none", () => {
    expect(bodyOf({ ...account, address: { kind: "ownAccount" } }).beneficiary).toEqual({
      type: "business_account",
      reference: "Payout 1",
    });
  });
  test("user_determined names the receiver, and the receiver the account", () => {
    const address = { kind: "chosenByReceiver", email: "zoe@example.test" } as const;
    expect(bodyOf({ ...account, address }).beneficiary).toMatchObject({
      type: "user_determined",
      user: { name: "Zoe O Neil", email: "zoe@example.test" },
      verification: { verify_name: true },
    });
    expect(bodyOf({ ...account, holderName: "Zoe (Ltd)", address })).toMatchObject({ reason: "instructionInvalid" });
  });
  test("verified_external_account names the check, and nothing else", () => {
    const address = { kind: "iban", iban: "DE89370400440532013000" } as const;
    expect(bodyOf({ ...account, address, verificationId: "v-1" }).beneficiary).toEqual({
      type: "verified_external_account",
      account_holder_verification_id: "v-1",
    });
  });

  test("the scheme and the business client of the settings go along; left alone, the bytes are as before", () => {
    const to = { ...account, address: { kind: "ownAccount" } } as const;
    expect(bodyOf(to)).not.toHaveProperty("scheme_selection");
    const more = { scheme: "instant only", clientName: "Vale Ltd", clientRegistration: "0123" } as const;
    expect(bodyOf(to, more)).toMatchObject({
      scheme_selection: { type: "instant_only" },
      sub_merchants: { ultimate_counterparty: { type: "business_client", trading_name: "Vale Ltd", registration_number: "0123" } },
    });
  });

  test.each(Object.entries(SCHEME_IDS))(
    "one network alone, %s, is preselected as %s, and the simulator takes the word",
    (scheme, schemeId) => {
      const body = bodyOf({ ...account, address: { kind: "ownAccount" } }, { scheme: scheme as TrueLayerSettings["scheme"] });
      expect(body).toMatchObject({ scheme_selection: { type: "preselected", scheme_id: schemeId } });
      expect(CreateRequest.shape.scheme_selection.parse(body.scheme_selection)).toEqual(body.scheme_selection);
    },
  );

  test("half a business client is refused with the half that is missing", () => {
    const missing = (settings: object) => {
      const { success, error } = TrueLayerSettings.safeParse({ ...trueLayerRehearsal.newAccount("GBP").settings, ...settings });
      return success ? null : error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    };
    expect(missing({})).toBeNull();
    expect(missing({ clientName: "Vale Ltd", clientRegistration: "0123" })).toBeNull();
    expect(missing({ clientName: "Vale Ltd" })).toEqual([
      "clientRegistration: Enter the business client's registration number too, or leave out its name.",
    ]);
    expect(missing({ clientRegistration: "0123" })).toEqual([
      "clientName: Enter the business client's trading name too, or leave out its registration number.",
    ]);
  });

  test("the token that opens a payout's page is kept nowhere", () => {
    expect(withoutResourceToken('{"id":"p","resource_token":"ey.abc.def","user":{}}')).toBe('{"id":"p","resource_token":"••••","user":{}}');
  });
});
