import type pg from "pg";
import {
  type ApprovalDecision,
  type Attempt,
  type AuditEntry,
  type Observation,
  type PaymentSource,
  type Payout,
  Prisma,
  type Receiver,
  type ReceiverAccount,
  type ReceiverAccountVersion,
  type ReceiverTag,
  type StateTransition,
} from "@/lib/db/generated/client";
import { type Cell, CopyLines, copyIn } from "./copy-in";

/** Every table that is seeded in bulk, in an order in which nothing points at a row that is not there yet. */
const TABLES = {
  receiver: Prisma.ReceiverScalarFieldEnum,
  receiver_tag: Prisma.ReceiverTagScalarFieldEnum,
  receiver_account: Prisma.ReceiverAccountScalarFieldEnum,
  receiver_account_version: Prisma.ReceiverAccountVersionScalarFieldEnum,
  payment_source: Prisma.PaymentSourceScalarFieldEnum,
  payout: Prisma.PayoutScalarFieldEnum,
  state_transition: Prisma.StateTransitionScalarFieldEnum,
  approval_decision: Prisma.ApprovalDecisionScalarFieldEnum,
  attempt: Prisma.AttemptScalarFieldEnum,
  observation: Prisma.ObservationScalarFieldEnum,
  audit_entry: Prisma.AuditEntryScalarFieldEnum,
} as const satisfies Record<keyof TableRows, object>;

/** Every column of the row is named, so that a column added to the schema is missed by the compiler and not by a reader. */
export type RowOf<T extends keyof TableRows> = { readonly [Column in keyof TableRows[T]]: Cell };

type TableRows = {
  receiver: Receiver;
  receiver_tag: ReceiverTag;
  receiver_account: ReceiverAccount;
  receiver_account_version: ReceiverAccountVersion;
  payment_source: PaymentSource;
  payout: Payout;
  state_transition: StateTransition;
  approval_decision: ApprovalDecision;
  attempt: Attempt;
  observation: Observation;
  audit_entry: AuditEntry;
};
type TableName = keyof TableRows;

const TABLE_NAMES = Object.keys(TABLES).filter((name): name is TableName => Object.hasOwn(TABLES, name));

/** Rows on their way to the database. They are written together, in the caller's transaction. */
export class Rows {
  private readonly lines = new Map<TableName, CopyLines>(TABLE_NAMES.map((table) => [table, new CopyLines(columnsOf(table))]));

  add<T extends TableName>(table: T, row: RowOf<T>): void {
    this.lines.get(table)?.add(row);
  }

  async write(client: pg.Client): Promise<void> {
    for (const [table, lines] of this.lines) await copyIn(client, { table, columns: columnsOf(table), lines: lines.all() });
  }
}

function columnsOf(table: TableName): readonly string[] {
  return Object.keys(TABLES[table]);
}
