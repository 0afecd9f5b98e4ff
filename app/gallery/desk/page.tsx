import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { CountAndSum } from "@/components/display/count-and-sum";
import { Frame } from "@/components/shell/frame";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { LinkTabs } from "@/components/ui/link-tabs";
import { Pager } from "@/components/ui/pager";
import { money } from "@/lib/base/money";
import { showsGallery } from "@/lib/env";
import { PayoutSpecimen } from "../payout-specimen";
import { LOCALE, NOW, ZONE } from "../samples";
import { findSamples } from "./find-samples";
import { SampleHistory } from "./sample-history";

export const metadata: Metadata = { title: "Desk" };

/** The frame with a history and a payout in it, to judge the parts together. */
export default function DeskPage() {
  if (!showsGallery()) notFound();
  return (
    <Frame
      navigation={[
        { room: "overview", href: "/sign-in" },
        { room: "payouts", href: "/gallery/desk" },
        { room: "approvals", href: "/sign-in", count: 7 },
        { room: "receivers", href: "/sign-in" },
        { room: "batches", href: "/sign-in" },
        { room: "accounts", href: "/sign-in" },
        { room: "operations", href: "/sign-in" },
        { room: "audit", href: "/sign-in" },
        { room: "settings", href: "/sign-in" },
      ]}
      merchant={{ id: "demo", name: "Demo Merchant" }}
      merchants={[
        { id: "demo", name: "Demo Merchant", role: "checker" },
        { id: "other", name: "Other Merchant", role: "support" },
      ]}
      person={{ name: "Ben Okoro", email: "checker@demo.test", role: "checker" }}
      locale={LOCALE}
      timeZone={ZONE}
      now={NOW}
      isSandbox
      frozen={[]}
      onSwitchMerchant={stay}
      onSignOut={stay}
      newPayoutHref="/gallery/desk"
      find={findSamples}
    >
      <PageHeader
        title="Payouts"
        actions={
          <ButtonLink href="/gallery/desk" tone="primary">
            New payout
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        <LinkTabs
          label="Views"
          tabs={[
            { href: "/gallery/desk", title: "All", isCurrent: true },
            { href: "/gallery", title: "Needs a person", count: 4 },
            { href: "/gallery", title: "Failed this week", count: 11 },
          ]}
        />
        <SampleHistory />
        <Pager label="Pages of payouts" olderHref="/gallery/desk">
          <CountAndSum count={1284} noun="payout" sums={[money(40_211_820n, "EUR"), money(2_057_075n, "GBP")]} />
        </Pager>
        <PayoutSpecimen state="unconfirmed" />
      </div>
    </Frame>
  );
}

async function stay() {
  "use server";
  redirect("/gallery/desk");
}
