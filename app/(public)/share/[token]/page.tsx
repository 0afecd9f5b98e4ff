import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { SharedPayout } from "@/components/shares/shared-payout";
import { PlainFrame } from "@/components/ui/plain-frame";
import { ipAddressOf } from "@/lib/auth/ip-address";
import { openShare } from "@/lib/operations/shares/open-share";

export const metadata: Metadata = { title: { absolute: "Your payout" }, robots: { index: false, follow: false }, referrer: "no-referrer" };

/** What whoever waits for the money is told by the link that they were given: how it stands and when it may be expected. */
export default async function SharePage({ params }: PageProps<"/share/[token]">) {
  const { token } = await params;
  const share = await openShare({ token, ipAddress: ipAddressOf(await headers()) });
  if (share.kind === "dead") notFound();
  if (share.kind === "slowDown") {
    return (
      <PlainFrame title="Please wait a little">
        <p>This page was opened very often just now. Wait ten minutes, and open the link again.</p>
      </PlainFrame>
    );
  }
  const { kind: _, ...facts } = share;
  return (
    <PlainFrame title="Your payout">
      <SharedPayout {...facts} />
      <p className="text-grey-5 text-small">This is how it stands now. Open the link again to see whether it has changed.</p>
    </PlainFrame>
  );
}
