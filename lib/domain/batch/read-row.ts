import type { Currency } from "@/lib/base/currency";
import type { Day } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { plausibilityWarnings } from "@/lib/domain/account/plausibility";
import { Reference, StatementText } from "@/lib/domain/payout/schema";
import { type Cell, textOf } from "./cell";
import { cellsByField, type Mapping } from "./columns";
import type { Conventions } from "./conventions";
import { findDamage, isGarbled } from "./damage";
import { type BatchField, isBatchField } from "./fields";
import { readDay } from "./read-day";
import { currencyBeside, readCurrency, readMoney } from "./read-money";
import { type BatchTarget, readTarget } from "./read-target";
import type { RowDoubt, RowFault } from "./row";

/** What people have typed over the file's own cells: by what it means, so that it outlives another mapping. */
export type RowEdits = Readonly<Partial<Record<BatchField, string>>>;

export type Reading = {
  readonly mapping: Mapping;
  readonly conventions: Conventions;
  /** Of a heading that names it ("Betrag EUR"), for rows that do not. */
  readonly currency: Currency | null;
};

export type ReadBatchRow = {
  /** What can be said of it, right or not. */
  readonly name: string;
  readonly amount: Money | null;
  readonly currency: Currency | null;
  readonly reference: string;
  readonly statementText: string | null;
  readonly target: BatchTarget | null;
  /** As the file names it. */
  readonly connection: string;
  readonly sendOn: Day | null;
  readonly faults: readonly RowFault[];
  readonly doubts: readonly RowDoubt[];
};

/** A row of the file as a payout that it asks for, and everything about it that has to be mended first. Pure: the same cells read the same. */
export function readBatchRow(cells: readonly Cell[], edits: RowEdits, { mapping, conventions, currency: usual }: Reading): ReadBatchRow {
  const found = new Map<BatchField, Cell>(cellsByField(cells, mapping));
  for (const [field, text] of Object.entries(edits)) if (isBatchField(field)) found.set(field, text);
  const text = (field: BatchField) => textOf(found.get(field)).trim();

  const isBritish = text("sort_code") !== "";
  const damaged: RowFault[] = [...found].flatMap(([field, cell]) => {
    const damage = findDamage(cell, field, { isBritish });
    return damage ? [{ field, ...damage }] : [];
  });
  const whole = (field: BatchField) => !damaged.some((fault) => fault.field === field);

  const currency = currencyOf(text, usual);
  const money = currency === null ? null : readMoney(found.get("amount") ?? "", currency, conventions);
  const { target, faults } = readTarget((field) => (whole(field) ? text(field) : ""), currency);
  const isDamagedTarget = damaged.some(({ field }) => TARGET_FIELDS.has(field));
  const reference = Reference.safeParse(text("reference") || text("statement_text").slice(0, 100));
  const statementText = text("statement_text") === "" ? null : StatementText.safeParse(text("statement_text"));
  const sendOn = text("send_on") === "" ? null : readDay(text("send_on"), conventions);

  const all: RowFault[] = [
    ...damaged,
    // A damaged number would be complained of twice.
    ...(isDamagedTarget ? faults.filter(({ field }) => field === "name") : faults),
    ...(currency === null ? [{ field: "currency", sentence: whyNoCurrency(text("currency")) } as const] : []),
    ...(money && !money.ok && whole("amount") ? [{ field: "amount", sentence: money.error } as const] : []),
    ...(money === null && text("amount") === "" ? [{ field: "amount", sentence: "Give the amount." } as const] : []),
    ...(reference.success || !whole("reference") ? [] : [{ field: "reference", sentence: firstOf(reference.error.issues) } as const]),
    ...(statementText && !statementText.success
      ? [{ field: "statement_text", sentence: firstOf(statementText.error.issues) } as const]
      : []),
    ...(text("send_on") !== "" && sendOn === null ? [{ field: "send_on", sentence: WHICH_DAY } as const] : []),
  ];
  return {
    name: text("name"),
    amount: money?.ok ? money.value : null,
    currency,
    reference: reference.success ? reference.data : text("reference"),
    statementText: statementText?.success ? statementText.data : null,
    target: isDamagedTarget ? null : target,
    connection: text("connection"),
    sendOn,
    faults: all,
    doubts: doubtsOf(text("name"), target),
  };
}

const TARGET_FIELDS: ReadonlySet<BatchField> = new Set([
  ...(["account", "iban", "sort_code", "account_number", "bsb", "routing_number", "institution", "transit", "bank_code", "bban"] as const),
  ...(["wallet_address", "order_id"] as const),
]);

const WHICH_DAY = "Give the day as year, month and day: 2026-12-24.";

function currencyOf(text: (field: BatchField) => string, usual: Currency | null): Currency | null {
  if (text("currency") !== "") return readCurrency(text("currency"));
  return currencyBeside(text("amount")) ?? usual;
}

function whyNoCurrency(written: string): string {
  return written === ""
    ? "Say in which currency."
    : `“${written.slice(0, 20)}” is no currency that payouts can be made in. Use its code, such as EUR.`;
}

function firstOf(issues: readonly { message: string }[]): string {
  return issues[0]?.message ?? "This needs changing.";
}

function doubtsOf(name: string, target: BatchTarget | null): readonly RowDoubt[] {
  const unlikely = target?.type === "account" ? plausibilityWarnings(target.account) : [];
  return [
    ...unlikely.map((sentence) => ({ kind: "unlikely", sentence }) as const),
    ...(isGarbled(name)
      ? [{ kind: "unlikely", sentence: "Letters of the name look as if the file was saved in another encoding." } as const]
      : []),
  ];
}
