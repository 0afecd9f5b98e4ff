import type { Metadata } from "next";
import { LookUpScreen } from "@/components/look-up/look-up-screen";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";

export const metadata: Metadata = { title: "Look-up" };

export default async function LookUpPage() {
  const actor = await requireActor("payout.view");
  return (
    <>
      <PageHeader title="Look-up">What became of a payout, from whatever the caller knows</PageHeader>
      <LookUpScreen mayReveal={may(actor, "receiver.reveal")} mayShare={may(actor, "payout.share")} />
    </>
  );
}
