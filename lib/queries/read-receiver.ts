import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { CURRENCIES } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import type { ReceiverAsk } from "@/lib/db/generated/client";
import { detailsOf } from "@/lib/db/personal-details";
import { ACCOUNT_KIND_LABELS, type AccountKind } from "@/lib/domain/account/address";
import { readPayoutFilters } from "@/lib/domain/payout/filters";
import type { PayoutRow } from "@/lib/domain/payout/history-view";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { RECEIVER_KINDS, type ReceiverKind } from "@/lib/domain/receiver/schema";
import { type EnrolmentView, listEnrolments } from "./list-enrolments";
import { listPayouts } from "./list-payouts";

/** What an account said at one time. The number itself stays sealed; `id` is what a reveal names. */
const AccountVersion = z.object({
  id: z.string(),
  version: z.int(),
  holderName: z.string(),
  masked: z.string(),
  createdAt: z.date(),
  createdByName: z.string().nullable(),
});
export type AccountVersion = z.infer<typeof AccountVersion>;

export type ReceiverAccountView = {
  readonly id: string;
  readonly kind: AccountKind;
  readonly closedAt: Date | null;
  readonly current: AccountVersion;
  /** What it said before, and what it was not allowed to say, newest first. */
  readonly earlier: readonly AccountVersion[];
};

const Total = z.object({
  currency: z.enum(CURRENCIES),
  paidCount: z.int(),
  paidMinor: z.string(),
  /** Asked for and not yet ended. */
  openCount: z.int(),
  openMinor: z.string(),
});

export type ReceiverView = {
  readonly id: string;
  readonly kind: ReceiverKind;
  readonly name: string;
  readonly email: string | null;
  readonly country: string | null;
  readonly reference: string | null;
  readonly language: string | null;
  readonly state: "active" | "closed";
  readonly closed: { readonly at: Date; readonly byName: string; readonly reason: string } | null;
  readonly createdAt: Date;
  readonly createdByName: string | null;
  readonly tags: readonly string[];
  /** Who is left, where this one was a duplicate. */
  readonly mergedInto: Named | null;
  /** Duplicates that were merged into this one; what was paid to them is counted in here. */
  readonly merged: readonly Named[];
  /** The latest link on which the receiver was to type an account; null: never asked. */
  readonly ask: ReceiverAskView | null;
  /** Newest first, those of merged duplicates among them. */
  readonly notes: readonly ReceiverNoteView[];
  readonly accounts: readonly ReceiverAccountView[];
  readonly totals: readonly z.infer<typeof Total>[];
  readonly recent: readonly PayoutRow[];
  readonly enrolments: readonly EnrolmentView[];
  /** Which personal details are on file; what they say is shown to whoever edits them. */
  readonly detailsOnFile: readonly string[];
};

type Named = { readonly id: string; readonly name: string };

export type ReceiverNoteView = {
  readonly id: string;
  readonly text: string;
  readonly authorName: string;
  readonly at: Date;
  /** The duplicate on which it was written; null: on this receiver. */
  readonly onName: string | null;
};

export type ReceiverAskView = {
  readonly id: string;
  readonly state: "open" | "used" | "revoked" | "expired";
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
};

const RECENT = 10;
/** More than anyone reads; the oldest stay on record. */
const MOST_NOTES = 200;

/** Null for one that does not exist and for another merchant's alike. */
export async function readReceiver(merchantId: string, receiverId: string): Promise<ReceiverView | null> {
  const named = { select: { id: true, name: true } } as const;
  const receiver = await db().receiver.findFirst({
    where: { merchantId, id: receiverId },
    include: { tags: { orderBy: { tag: "asc" } }, mergedInto: named, merged: { ...named, orderBy: { closedAt: "desc" } } },
  });
  if (!receiver) return null;
  const ids = [receiverId, ...receiver.merged.map(({ id }) => id)];
  const filters = readPayoutFilters({ receiverId }).filters;
  const [accounts, totals, recent, maker, enrolments, notes, ask] = await Promise.all([
    readAccounts(merchantId, receiverId),
    readTotals(merchantId, ids),
    listPayouts({ merchantId, filters, timeZone: "UTC" }, { limit: RECENT }),
    nameOf(receiver.createdById),
    listEnrolments(merchantId, receiverId),
    db().receiverNote.findMany({
      where: { merchantId, receiverId: { in: ids } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: MOST_NOTES,
    }),
    db().receiverAsk.findFirst({
      where: { merchantId, receiverId },
      omit: { tokenHash: true },
      orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    }),
  ]);
  const { closedAt, closedByName, closedReason, tags, mergedInto, merged } = receiver;
  return {
    ...Facts.parse(receiver),
    closed: closedAt && closedByName && closedReason ? { at: closedAt, byName: closedByName, reason: closedReason } : null,
    tags: tags.map(({ tag }) => tag),
    mergedInto,
    merged,
    ask: ask && askView(ask),
    notes: notes.map(({ id, text, authorName, at, receiverId: on }) => {
      return { id, text, authorName, at, onName: merged.find((one) => one.id === on)?.name ?? null };
    }),
    createdByName: maker,
    accounts,
    totals,
    recent: recent.rows,
    enrolments,
    detailsOnFile: namesOnFile(receiver),
  };
}

function askView({ id, askedByName, askedAt, expiresAt, usedAt, revokedAt }: Omit<ReceiverAsk, "tokenHash">): ReceiverAskView {
  const isOver = expiresAt <= currentTime();
  const state = usedAt ? "used" : revokedAt ? "revoked" : isOver ? "expired" : "open";
  return { id, state, askedByName, askedAt, expiresAt, endedAt: usedAt ?? revokedAt ?? (isOver ? expiresAt : null) };
}

const DETAIL_WORDS = { phone: "Telephone", dateOfBirth: "Date of birth", postalAddress: "Postal address" } as const;

function namesOnFile(receiver: Parameters<typeof detailsOf>[0]): readonly string[] {
  const { phone, dateOfBirth, postalAddress } = detailsOf(receiver);
  return [phone && DETAIL_WORDS.phone, dateOfBirth && DETAIL_WORDS.dateOfBirth, postalAddress && DETAIL_WORDS.postalAddress].filter(
    (word) => word !== null,
  );
}

const Facts = z.object({
  id: z.string(),
  kind: z.enum(RECEIVER_KINDS),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  reference: z.string().nullable(),
  language: z.string().nullable(),
  state: z.enum(["active", "closed"]),
  createdAt: z.date(),
});

const AccountKindName = z.string().refine(isAccountKind);

const VersionRow = AccountVersion.extend({ accountId: z.string(), kind: AccountKindName, closedAt: z.date().nullable() });

async function readAccounts(merchantId: string, receiverId: string): Promise<readonly ReceiverAccountView[]> {
  const rows = await db().$queryRaw`
    SELECT a."id" AS "accountId", a."kind", a."closedAt", v."id", v."version", v."holderName", v."masked", v."createdAt",
      COALESCE(p."name", k."name") AS "createdByName"
    FROM "receiver_account" a JOIN "receiver_account_version" v ON v."accountId" = a."id"
    LEFT JOIN "person" p ON p."id" = v."createdById"
    LEFT JOIN "api_key" k ON k."id" = v."createdById" AND k."merchantId" = a."merchantId"
    LEFT JOIN "account_decision" d ON d."versionId" = v."id"
    WHERE a."merchantId" = ${merchantId} AND a."receiverId" = ${receiverId}
    ORDER BY a."closedAt" IS NOT NULL, a."createdAt", a."id",
      COALESCE(d."verdict" IN ('rejected', 'superseded'), false), v."version" DESC`;
  const versions = z.array(VersionRow).parse(rows);
  const ids = [...new Set(versions.map(({ accountId }) => accountId))];
  return ids.flatMap((id) => {
    const [current, ...earlier] = versions.filter(({ accountId }) => accountId === id);
    return current ? [{ id, kind: current.kind, closedAt: current.closedAt, current, earlier }] : [];
  });
}

async function readTotals(merchantId: string, receiverIds: string[]) {
  const rows = await db().$queryRaw`
    SELECT p."currency",
      (count(*) FILTER (WHERE p."state" = 'settled'))::int AS "paidCount",
      COALESCE(sum(p."amountMinor") FILTER (WHERE p."state" = 'settled'), 0)::text AS "paidMinor",
      (count(*) FILTER (WHERE p."state" = ANY(${OPEN_STATES}::text[])))::int AS "openCount",
      COALESCE(sum(p."amountMinor") FILTER (WHERE p."state" = ANY(${OPEN_STATES}::text[])), 0)::text AS "openMinor"
    FROM "payout" p WHERE p."merchantId" = ${merchantId} AND p."receiverId" = ANY(${receiverIds}::text[])
    GROUP BY p."currency" ORDER BY count(*) DESC, p."currency"`;
  return z.array(Total).parse(rows);
}

/** Money that may still leave, or may have left. */
const OPEN_STATES = [
  "awaitingApproval",
  "approved",
  "held",
  "dispatching",
  "unconfirmed",
  "inFlight",
] as const satisfies readonly PayoutState[];

async function nameOf(personOrKeyId: string | null): Promise<string | null> {
  if (!personOrKeyId) return null;
  const person = await db().person.findUnique({ where: { id: personOrKeyId }, select: { name: true } });
  return person?.name ?? null;
}

function isAccountKind(text: string): text is AccountKind {
  return Object.hasOwn(ACCOUNT_KIND_LABELS, text);
}
