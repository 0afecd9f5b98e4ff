import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PasskeyButton } from "@/components/access/passkey-button";
import { SecondFactorForm } from "@/components/access/second-factor-form";
import { SignInFrame } from "@/components/access/sign-in-frame";
import { LogoMark } from "@/components/shell/logo-mark";
import { Link } from "@/components/ui/link";
import { readStepCookie } from "@/lib/auth/token";
import { safeReturnPath, signInPath } from "@/lib/domain/access/return-path";
import { readWaitingFactors } from "@/lib/queries/read-waiting-factors";

export const metadata: Metadata = { title: "Second factor" };

type Props = { searchParams: Promise<{ to?: string | string[]; by?: string | string[] }> };

export default async function SecondFactorPage({ searchParams }: Props) {
  const { to, by } = await searchParams;
  const returnTo = safeReturnPath(typeof to === "string" ? to : null);
  const token = await readStepCookie("secondFactor");
  const factors = token ? await readWaitingFactors(token) : null;
  if (!factors) redirect(signInPath(returnTo));
  const byRecovery = by === "recovery" || !factors.includes("totp");
  const query = encodeURIComponent(returnTo);
  return (
    <SignInFrame title="Second factor" mark={<LogoMark />}>
      {factors.includes("passkey") ? <PasskeyButton returnTo={returnTo} isFirst={!factors.includes("totp")} /> : null}
      <SecondFactorForm key={String(byRecovery)} kind={byRecovery ? "recoveryCode" : "totp"} returnTo={returnTo} />
      <p className="text-small">
        {byRecovery && factors.includes("totp") ? <Link href={`/sign-in/second-factor?to=${query}`}>Use the authenticator app</Link> : null}
        {byRecovery ? null : <Link href={`/sign-in/second-factor?to=${query}&by=recovery`}>Use a recovery code</Link>}
      </p>
    </SignInFrame>
  );
}
