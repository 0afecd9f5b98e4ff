import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CodeField } from "@/components/receipts/code-field";
import { PlainFrame } from "@/components/ui/plain-frame";
import { readVerifyCode } from "@/lib/domain/receipt/verify-code";

export const metadata: Metadata = {
  title: { absolute: "Check a receipt" },
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

/** Where the code of a receipt is typed. Whether it is a code at all is said here; whose it is, on the page that it leads to. */
export default async function VerifyPage({ searchParams }: PageProps<"/verify">) {
  const { code } = await searchParams;
  const typed = typeof code === "string" ? code.slice(0, 60) : undefined;
  const read = typed === undefined ? null : readVerifyCode(typed);
  if (read !== null) redirect(`/verify/${read}`);
  return (
    <PlainFrame title="Check a receipt">
      <CodeField typed={typed} error={typed ? "A code has 24 letters and digits, and no U. Compare it with the receipt." : undefined} />
    </PlainFrame>
  );
}
