import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { VerifiedReceipt } from "@/components/receipts/verified-receipt";
import { Link } from "@/components/ui/link";
import { PlainFrame } from "@/components/ui/plain-frame";
import { ipAddressOf } from "@/lib/auth/ip-address";
import { verifyReceipt } from "@/lib/operations/receipts/verify-receipt";

export const metadata: Metadata = {
  title: { absolute: "Check a receipt" },
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

/** What the code on a receipt answers. It names nobody: neither who pays nor who is paid. */
export default async function VerifiedPage({ params }: PageProps<"/verify/[code]">) {
  const { code } = await params;
  const receipt = await verifyReceipt({ code, ipAddress: ipAddressOf(await headers()) });
  if (receipt.kind === "unknown") notFound();
  if (receipt.kind === "slowDown") {
    return (
      <PlainFrame title="Please wait a little">
        <p>Receipts were checked very often from here just now. Wait ten minutes, and try again.</p>
      </PlainFrame>
    );
  }
  const { kind: _, ...facts } = receipt;
  return (
    <PlainFrame title="Check of a receipt">
      <VerifiedReceipt {...facts} />
      <p>
        <Link href="/verify">Check another</Link>
      </p>
    </PlainFrame>
  );
}
