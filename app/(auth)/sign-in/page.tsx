import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DemoPeople } from "@/components/access/demo-people";
import { SignInForm } from "@/components/access/sign-in-form";
import { LogoMark } from "@/components/shell/logo-mark";
import { getSession } from "@/lib/auth/actor";
import { isRoute } from "@/lib/auth/route";
import { DEMO_EMAILS, DEMO_PASSWORD } from "@/lib/domain/access/demo-people";
import { safeReturnPath } from "@/lib/domain/access/return-path";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ to?: string | string[]; callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { to, callbackUrl } = await searchParams;
  const asked = to ?? callbackUrl;
  const returnTo = safeReturnPath(typeof asked === "string" ? asked : null);
  if ((await getSession()) && isRoute(returnTo)) redirect(returnTo);

  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col gap-8 px-6 pt-[14dvh] pb-12">
      <header className="flex flex-col gap-6">
        <p className="flex items-center gap-2.5 font-semibold text-base">
          <LogoMark /> Counterfoil
        </p>
        <h1 className="font-semibold text-title">Sign in</h1>
      </header>
      <SignInForm returnTo={returnTo} />
      {env().demo ? (
        <section className="border-grey-2 border-t pt-6">
          <DemoPeople people={demoPeople} password={DEMO_PASSWORD} returnTo={returnTo} />
        </section>
      ) : null}
    </main>
  );
}

const demoPeople = Object.entries(DEMO_EMAILS).map(([email, label]) => ({ email, label }));
