import type { Metadata } from "next";
import { FactorsCard } from "@/components/account/factors-card";
import { PasswordCard } from "@/components/account/password-card";
import { SessionsCard } from "@/components/account/sessions-card";
import { PageHeader } from "@/components/shell/page-header";
import { actorOfSession, requireSession } from "@/lib/auth/actor";
import { readSecurity } from "@/lib/queries/read-security";

export const metadata: Metadata = { title: "Security" };

/** One's own ways in; nobody else's. */
export default async function SecurityPage() {
  const session = await requireSession();
  const security = await readSecurity(actorOfSession(session));
  return (
    <div className="mx-auto w-full max-w-180">
      <PageHeader title="Security">How you sign in as {session.email}, and where you are signed in.</PageHeader>
      <div className="flex flex-col gap-4">
        <FactorsCard security={security} />
        <PasswordCard hasPassword={security.hasPassword} />
        <SessionsCard sessions={security.sessions} />
      </div>
    </div>
  );
}
