import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { AskForm } from "@/components/receivers/ask-form";
import { PlainFrame } from "@/components/ui/plain-frame";
import { ipAddressOf } from "@/lib/auth/ip-address";
import { isTypedByReceiver } from "@/lib/domain/receiver/ask";
import { openAsk } from "@/lib/operations/receivers/open-ask";
import { listAccountOffers } from "@/lib/queries/list-account-offers";

export const metadata: Metadata = { title: { absolute: "Your account" }, robots: { index: false, follow: false }, referrer: "no-referrer" };

/** Where a receiver types the account themselves. It tells who asks, and nothing else: no name, no amount, no id. */
export default async function AskPage({ params }: PageProps<"/ask/[token]">) {
  const { token } = await params;
  const ask = await openAsk({ token, ipAddress: ipAddressOf(await headers()) });
  if (ask.kind === "dead") notFound();
  if (ask.kind === "slowDown") {
    return (
      <PlainFrame title="Please wait a little">
        <p>This page was opened very often just now. Wait ten minutes, and open the link again.</p>
      </PlainFrame>
    );
  }
  const offers = await listAccountOffers(ask.merchantId);
  const kinds = offers.map(({ kind }) => kind).filter(isTypedByReceiver);
  return (
    <PlainFrame title={`${ask.merchantName} wants to pay you`}>
      <AskForm token={token} merchantName={ask.merchantName} kinds={kinds} />
    </PlainFrame>
  );
}
