import { describe, expect, test } from "vitest";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import type { SourceView } from "@/lib/domain/payment-source/source-view";
import type { ReceiverChoice } from "@/lib/domain/receiver/receiver-choice";
import { currenciesFor, likelyConnection, likelyCurrency, type PayoutConnection, whyNotFrom } from "./connection-fit";
import { type DraftContext, draftErrors, EMPTY_DRAFT, judgeDraft, mostOf, PayoutDraft, splitOf } from "./draft";

const TRUELAYER: PayoutConnection = {
  id: "con_tl",
  name: "TrueLayer",
  provider: "truelayer",
  providerLabel: "TrueLayer",
  currencies: ["EUR", "GBP", "PLN"],
  accountKinds: ["iban", "sortCode"],
  uses: {},
  statementLimits: { EUR: 140, GBP: 18 },
};
const IVY: PayoutConnection = { ...TRUELAYER, id: "con_ivy", name: "Ivy", provider: "ivy", currencies: ["EUR"], accountKinds: ["iban"] };
const CONTEXT: DraftContext = {
  locale: "en-GB",
  connections: [TRUELAYER, IVY],
  today: "2026-12-01",
  calendars: calendarsAround("2026-12-01"),
};

const eur = (minor: bigint) => ({ minor, currency: "EUR" as const });
const SOURCE: SourceView = {
  paymentSourceId: "src_1",
  connectionId: "con_tl",
  connectionName: "TrueLayer",
  provider: "truelayer",
  providerLabel: "TrueLayer",
  kind: "paymentSource",
  sourceId: "tl-source",
  userId: "tl-user",
  orderId: null,
  orderReference: "ORD-1",
  holderName: "Anna Schmidt",
  holderEmail: null,
  masked: "DE•• •••• 3000",
  paidIn: eur(50_000n),
  refunded: eur(0n),
  paidOut: eur(0n),
  reserved: eur(10_000n),
  returnable: eur(40_000n),
  paidInAt: null,
  refusal: null,
  match: "exact",
  amountsFrom: "provider",
};
const RECEIVER: ReceiverChoice = {
  accountId: "acc_1",
  receiverId: "rcv_1",
  name: "Anna Schmidt",
  kind: "person",
  accountKind: "sortCode",
  masked: "••-••-•• ••••9911",
  recent: [],
};

const CLOSED: PayoutDraft = { ...EMPTY_DRAFT, way: "closed", source: SOURCE, amount: "400.00", reference: "Refund" };
const KNOWN: PayoutDraft = {
  ...EMPTY_DRAFT,
  way: "open",
  receiver: RECEIVER,
  currency: "GBP",
  connection: "con_tl",
  amount: "12.50",
  reference: "Rent",
};
const NEW: PayoutDraft = {
  ...EMPTY_DRAFT,
  way: "open",
  receiverIs: "new",
  name: "Anna Schmidt",
  iban: "DE89370400440532013000",
  connection: "con_ivy",
  amount: "1.250,00",
  reference: "Invoice 7",
};
const errorsOf = (draft: PayoutDraft) => {
  const verdict = judgeDraft(draft, CONTEXT);
  return verdict.ok ? {} : verdict.errors;
};
const orderOf = (draft: PayoutDraft) => {
  const verdict = judgeDraft(draft, CONTEXT);
  return verdict.ok ? verdict.order.payouts[0] : verdict.errors;
};
const setOf = (draft: PayoutDraft) => {
  const verdict = judgeDraft(draft, CONTEXT);
  return verdict.ok ? verdict.order.payouts : [];
};

describe("a draft becomes an order", () => {
  test("back to an account that paid in: the connection comes from the source", () => {
    expect(orderOf({ ...CLOSED, connection: "con_ivy" })).toEqual({
      connection: "con_tl",
      amountMinor: "40000",
      currency: "EUR",
      to: { type: "paymentSource", userId: "tl-user", paymentSourceId: "tl-source" },
      reference: "Refund",
    });
  });

  test("by the order's id where the provider pays orders back", () => {
    expect(orderOf({ ...CLOSED, source: { ...SOURCE, kind: "order", orderId: "ivy-order" } })).toMatchObject({
      to: { type: "order", orderId: "ivy-order" },
    });
  });

  test("to an account on file, and to a new one", () => {
    expect(orderOf(KNOWN)).toMatchObject({ to: { type: "receiverAccount", receiverAccountId: "acc_1" }, amountMinor: "1250" });
    expect(orderOf(NEW)).toMatchObject({
      to: { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } },
      amountMinor: "125000",
    });
  });

  test("what was typed the other way does not go along", () => {
    expect(orderOf({ ...KNOWN, iban: "nonsense", source: SOURCE, sourceText: "ORD-1" })).toEqual(orderOf(KNOWN));
  });
});

describe("an amount that is more than one account may get back", () => {
  const kin = [
    { ...SOURCE, paymentSourceId: "src_2", connectionId: "con_ivy", kind: "order" as const, orderId: "ORD-2", returnable: eur(5_000n) },
    { ...SOURCE, paymentSourceId: "src_3", refusal: "It is in dispute.", returnable: eur(90_000n) },
    { ...SOURCE, paymentSourceId: "src_4", returnable: { minor: 90_000n, currency: "GBP" as const } },
  ];

  test("becomes several payouts, each from where the money came in; refused ones and other currencies stay out", () => {
    const draft = { ...CLOSED, kin, amount: "430.00" };
    expect(setOf(draft).map(({ connection, amountMinor, to }) => [connection, amountMinor, to.type])).toEqual([
      ["con_tl", "40000", "paymentSource"],
      ["con_ivy", "3000", "order"],
    ]);
    expect(splitOf(draft, 43_000n).restMinor).toBe(0n);
  });

  test("stops at what may go back to all of them, and says so", () => {
    expect(mostOf({ ...CLOSED, kin })).toEqual(eur(45_000n));
    expect(errorsOf({ ...CLOSED, kin, amount: "450.01" })).toEqual({
      amount: "At most 450.00 EUR may still be sent back to these 2 accounts together.",
    });
  });
});

describe("a draft is not guessed at", () => {
  test("an amount that can be read two ways is asked about", () => {
    const draft: PayoutDraft = { ...NEW, currency: "EUR", amount: "1.250" };
    expect(judgeDraft({ ...draft, amount: "1.250,00" }, CONTEXT).ok).toBe(true);
    expect(errorsOf(draft).amount).toBeDefined();
  });

  test("more than may be sent back is stopped before it is sent", () => {
    expect(errorsOf({ ...CLOSED, amount: "400.01" })).toEqual({ amount: "At most 400.00 EUR may still be sent back to this account." });
  });

  test("a connection that cannot pay is named with its reason", () => {
    expect(errorsOf({ ...KNOWN, connection: "con_ivy" })).toEqual({ connection: "Ivy cannot pay to this kind of account." });
  });

  test("the statement text keeps to the rail", () => {
    expect(errorsOf({ ...KNOWN, statementText: "a text that is too long" }).statementText).toMatch(/at most 18/);
  });

  test("an empty form names each thing that is missing, once", () => {
    expect(Object.keys(errorsOf(EMPTY_DRAFT)).sort()).toEqual(["amount", "reference", "source"]);
    expect(Object.keys(errorsOf({ ...EMPTY_DRAFT, way: "open" })).sort()).toEqual(["amount", "connection", "receiver", "reference"]);
    expect(Object.keys(errorsOf({ ...EMPTY_DRAFT, way: "open", receiverIs: "new" })).sort()).toEqual([
      "amount",
      "connection",
      "iban",
      "name",
      "reference",
    ]);
  });
});

describe("what the server says is wrong", () => {
  test("lands on the field that a person can change", () => {
    expect(draftErrors({ amountMinor: ["Too much."], "to.account.iban": ["Mistyped."] }, NEW)).toEqual({
      amount: "Too much.",
      iban: "Mistyped.",
    });
    expect(draftErrors({ to: ["Unknown."] }, CLOSED)).toEqual({ source: "Unknown." });
    expect(draftErrors({ "to.account": ["Not here."] }, NEW)).toEqual({ iban: "Not here." });
  });
});

describe("a kept draft", () => {
  test("survives being written as JSON, with its amounts and times", () => {
    const draft = { ...CLOSED, source: { ...SOURCE, paidInAt: new Date("2026-11-01T10:00:00Z") } };
    const text = JSON.stringify(draft, (_, value) => (typeof value === "bigint" ? value.toString() : value));
    expect(PayoutDraft.parse(JSON.parse(text))).toEqual(draft);
  });

  test("of an older page keeps what it can", () => {
    expect(PayoutDraft.parse({ way: "sideways", reference: "Rent", source: { odd: true } })).toEqual({ ...EMPTY_DRAFT, reference: "Rent" });
  });
});

describe("connections that fit", () => {
  test("sort codes go in pounds, and only where the provider takes them", () => {
    expect(currenciesFor([TRUELAYER, IVY], "sortCode")).toEqual(["GBP"]);
    expect(currenciesFor([TRUELAYER, IVY], "iban")).toEqual(["EUR", "GBP", "PLN"]);
    expect(whyNotFrom(IVY, { currency: "GBP", accountKind: "iban" })).toBe("does not pay out in GBP");
  });

  test("the only one that fits is meant, else the last used, else what mostly pays in that currency, else none", () => {
    const both = { currency: "EUR", accountKind: "iban" } as const;
    expect(likelyConnection([TRUELAYER, IVY], { currency: "GBP", accountKind: "sortCode", lastUsed: null })).toBe("con_tl");
    expect(likelyConnection([TRUELAYER, IVY], { ...both, lastUsed: "con_ivy" })).toBe("con_ivy");
    expect(likelyConnection([TRUELAYER, IVY], { ...both, lastUsed: null })).toBeNull();
    const used = [
      { ...TRUELAYER, uses: { GBP: 90, EUR: 2 } },
      { ...IVY, uses: { EUR: 40 } },
    ];
    expect(likelyConnection(used, { ...both, lastUsed: null })).toBe("con_ivy");
    expect(likelyConnection(used, { ...both, lastUsed: "con_tl" })).toBe("con_tl");
  });

  test("a British IBAN is likely meant in pounds", () => {
    expect(likelyCurrency(["EUR", "GBP"], { accountKind: "iban", masked: "GB•• •••• 1585" })).toBe("GBP");
    expect(likelyCurrency(["EUR", "GBP"], { accountKind: "iban", masked: "FR•• •••• 1585" })).toBe("EUR");
  });
});

describe("when it goes", () => {
  const dated: PayoutDraft = { ...KNOWN, when: "date", sendOn: "2026-12-26" };

  test("on a day, by the rule for closed ones; what cannot be is said where the day is typed", () => {
    const verdict = judgeDraft(dated, CONTEXT);
    expect(verdict).toMatchObject({ ok: true, order: { payouts: [{ sendOn: "2026-12-26", onClosedDay: "after" }] } });
    expect(judgeDraft({ ...dated, onClosedDay: "refuse" }, CONTEXT)).toMatchObject({
      errors: { sendOn: expect.stringContaining("UK bank day") },
    });
    expect(judgeDraft({ ...dated, sendOn: "" }, CONTEXT)).toMatchObject({ errors: { sendOn: "Say on which day." } });
    expect(judgeDraft({ ...dated, sendOn: "2026-11-30" }, CONTEXT)).toMatchObject({ errors: { sendOn: "This day has passed." } });
    const now = judgeDraft({ ...dated, when: "now" }, CONTEXT);
    expect(now.ok && now.order.payouts[0]).not.toHaveProperty("sendOn");
  });

  test("again and again, to somebody on file; what came in goes back once", () => {
    const repeat = { ...EMPTY_DRAFT.repeat, monthDay: "lastWorking", startDay: "2026-12-01" };
    const verdict = judgeDraft({ ...KNOWN, when: "repeat", repeat }, CONTEXT);
    expect(verdict).toMatchObject({ ok: true, order: { plan: { rule: { unit: "month", every: 1, day: 31 }, onClosedDay: "before" } } });
    expect(judgeDraft({ ...KNOWN, when: "repeat", repeat: { ...repeat, every: "0" } }, CONTEXT)).toMatchObject({
      errors: { repeat: expect.stringContaining("how often") },
    });
    expect(judgeDraft({ ...KNOWN, when: "repeat", repeat, receiverIs: "new", name: "Anna" }, CONTEXT)).toMatchObject({
      errors: { repeat: expect.stringContaining("on file first") },
    });
    const closed = judgeDraft({ ...CLOSED, when: "repeat", repeat }, CONTEXT);
    expect(closed.ok && closed.order.plan).toBeUndefined();
  });
});
