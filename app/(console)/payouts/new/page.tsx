import { Landmark } from "lucide-react";
import type { Metadata } from "next";
import { NewPayout } from "@/components/payouts/new-payout";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyFace } from "@/components/ui/empty-face";
import { requireActor } from "@/lib/auth/actor";
import { RepeatDraft } from "@/lib/domain/schedule/repeat-draft";
import { listConnectionsForPayout } from "@/lib/queries/list-connections-for-payout";
import { readAccountRule } from "@/lib/queries/read-account-rule";
import { readCalendars, readToday } from "@/lib/queries/read-calendars";
import { type DraftStart, readDraftFor, readDraftLike, readDraftRest } from "@/lib/queries/read-payout-draft";

export const metadata: Metadata = { title: "New payout" };

type Params = Record<string, string | string[] | undefined>;

/** `like` makes another one like a payout, `receiver` pays somebody on file, `order` begins with what was pasted elsewhere,
 * `when=repeat` by a schedule, `restOf` pays to a receiver what of an amount could not be sent back. */
export default async function NewPayoutPage({ searchParams }: { searchParams: Promise<Params> }) {
  const actor = await requireActor("payout.create");
  const { merchantId, personId } = actor;
  const params = await searchParams;
  const [connections, rule, begun] = await Promise.all([
    listConnectionsForPayout(merchantId),
    readAccountRule(merchantId),
    begin(merchantId, params),
  ]);
  return (
    <>
      <PageHeader title="New payout" back={{ href: "/payouts", label: "Payouts" }} />
      {connections.length === 0 ? (
        <EmptyFace size="page" icon={<Landmark aria-hidden />} title="There is no account to pay from">
          Payouts leave from a merchant account at a provider. Ask an admin to connect one.
        </EmptyFace>
      ) : (
        <NewPayout
          place={{ merchantId, personId, origin: begun.origin }}
          start={begun.start}
          connections={connections}
          rule={rule}
          calendars={readCalendars()}
        />
      )}
    </>
  );
}

async function begin(merchantId: string, params: Params): Promise<{ origin: string; start: DraftStart }> {
  const { like, receiver, order, way, restOf, amount, when } = params;
  const repeats: DraftStart = when === "repeat" ? { way: "open", when, repeat: RepeatDraft.parse({ startDay: readToday() }) } : {};
  const chosenWay: DraftStart =
    when === "repeat" ? repeats : way === "receiver" ? { way: "open" } : way === "back" ? { way: "closed" } : {};
  const blank = when === "repeat" ? "blank.repeat" : chosenWay.way ? `blank.${chosenWay.way}` : "blank";
  if (typeof like === "string") {
    const start = (await readDraftLike(merchantId, like)) ?? chosenWay;
    return { origin: `${when === "repeat" ? "repeat" : "like"}.${like}`, start: { ...start, ...repeats } };
  }
  if (typeof receiver === "string")
    return { origin: `receiver.${receiver}`, start: (await readDraftFor(merchantId, receiver)) ?? chosenWay };
  if (typeof restOf === "string" && typeof amount === "string") {
    const start = await readDraftRest(merchantId, restOf, amount.slice(0, 40));
    return { origin: `rest.${restOf}`, start: start ?? chosenWay };
  }
  if (typeof order === "string") return { origin: `order.${order}`, start: { way: "closed", sourceText: order.slice(0, 200) } };
  return { origin: blank, start: chosenWay };
}
