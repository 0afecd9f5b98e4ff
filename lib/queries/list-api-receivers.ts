import { db } from "@/lib/db/client";
import type { Receiver, ReceiverAccount, ReceiverAccountVersion } from "@/lib/db/generated/client";
import { isInForce, type StandingFacts, standingOf } from "@/lib/domain/account/standing";
import { type Cursor, writeCursor } from "@/lib/domain/paging/cursor";
import type { RestReceiver } from "@/lib/domain/rest/receiver";
import type { ApiPage } from "./list-api-payouts";

const ACCOUNTS = {
  tags: { orderBy: { tag: "asc" } },
  accounts: {
    orderBy: { createdAt: "asc" },
    include: {
      versions: {
        orderBy: { version: "desc" },
        omit: { addressSealed: true, addressKeyId: true, blindIndex: true },
        include: { decision: { select: { verdict: true } } },
      },
    },
  },
} as const;

/** Who may be paid, newest first; their accounts with all but the last characters hidden. */
export async function listApiReceivers(
  merchantId: string,
  { limit, cursor }: { limit: number; cursor?: Cursor },
): Promise<ApiPage<RestReceiver>> {
  const older = cursor && {
    createdAt: { lte: cursor.at },
    OR: [{ createdAt: { lt: cursor.at } }, { id: { lt: cursor.id } }],
  };
  const rows = await db().receiver.findMany({
    where: { merchantId, ...older },
    include: ACCOUNTS,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: page.map(toRest), nextCursor: last ? writeCursor({ at: last.createdAt, id: last.id }) : null };
}

/** One of them; null for another merchant's. */
export async function readApiReceiver(merchantId: string, receiverId: string): Promise<RestReceiver | null> {
  const row = await db().receiver.findFirst({ where: { id: receiverId, merchantId }, include: ACCOUNTS });
  return row && toRest(row);
}

type Version = Pick<ReceiverAccountVersion, "holderName" | "masked" | "needsConfirmation"> & StandingFacts;
type Row = Receiver & { tags: readonly { tag: string }[]; accounts: readonly (ReceiverAccount & { versions: readonly Version[] })[] };

function toRest({
  id,
  kind,
  name,
  email,
  country,
  reference,
  language,
  tags,
  state,
  mergedIntoId,
  createdAt,
  accounts,
}: Row): RestReceiver {
  return {
    id,
    kind,
    name,
    email,
    country,
    reference,
    language,
    tags: tags.map(({ tag }) => tag),
    state,
    mergedInto: mergedIntoId,
    createdAt: createdAt.toISOString(),
    accounts: accounts.flatMap(({ id, kind, closedAt, versions }) => {
      const version = versions.find(isInForce) ?? versions[0];
      if (!version) return [];
      const { holderName, masked } = version;
      return [{ id, kind, holderName, masked, standing: standingOf(version), closedAt: closedAt?.toISOString() ?? null }];
    }),
  };
}
