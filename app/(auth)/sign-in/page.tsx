import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DemoPeople } from "@/components/access/demo-people";
import { PasskeyButton } from "@/components/access/passkey-button";
import { SignInForm } from "@/components/access/sign-in-form";
import { SignInFrame } from "@/components/access/sign-in-frame";
import { SsoButton } from "@/components/access/sso-button";
import { LogoMark } from "@/components/shell/logo-mark";
import { Refusal } from "@/components/ui/refusal";
import { getSession } from "@/lib/auth/actor";
import { isRoute } from "@/lib/auth/route";
import { DEMO_EMAILS, DEMO_PASSWORD } from "@/lib/domain/access/demo-people";
import { DENIALS, isSsoDenial } from "@/lib/domain/access/denial";
import { landingPath, safeReturnPath } from "@/lib/domain/access/return-path";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ to?: string | string[]; callbackUrl?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { to, callbackUrl, error } = await searchParams;
  const asked = to ?? callbackUrl;
  const returnTo = safeReturnPath(typeof asked === "string" ? asked : null);
  const session = await getSession();
  if (session) {
    const landing = landingPath(returnTo, session.role);
    if (isRoute(landing)) redirect(landing);
  }

  const { sso, demo } = env();
  return (
    <SignInFrame title="Sign in" mark={<LogoMark />}>
      {error ? <Refusal sentence={DENIALS[isSsoDenial(error) ? error : "ssoFailed"]} /> : null}
      <div className="flex flex-col gap-4">
        <SignInForm returnTo={returnTo} />
        <PasskeyButton returnTo={returnTo} />
        {sso ? <SsoButton name={sso.name} returnTo={returnTo} /> : null}
      </div>
      {demo ? (
        <section className="border-grey-2 border-t pt-6">
          <DemoPeople people={demoPeople} password={DEMO_PASSWORD} returnTo={returnTo} />
        </section>
      ) : null}
    </SignInFrame>
  );
}

const demoPeople = Object.entries(DEMO_EMAILS).map(([email, label]) => ({ email, label }));
