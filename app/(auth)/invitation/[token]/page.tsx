import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { LogoMark } from "@/components/shell/logo-mark";
import { AcceptForm } from "@/components/team/accept-form";
import { JoinForm } from "@/components/team/join-form";
import { Link } from "@/components/ui/link";
import { getSession } from "@/lib/auth/actor";
import { ipAddressOf } from "@/lib/auth/ip-address";
import { invitationPath } from "@/lib/domain/access/invitation";
import { signInPath } from "@/lib/domain/access/return-path";
import { findInvitation } from "@/lib/operations/people/find-invitation";

export const metadata: Metadata = { title: "Invitation", robots: { index: false, follow: false }, referrer: "no-referrer" };

/** Where invited people come in. The link tells who invites whom as what, to whoever has it, and works once. */
export default async function InvitationPage({ params }: PageProps<"/invitation/[token]">) {
  const { token } = await params;
  const invitation = await findInvitation({ token, ipAddress: ipAddressOf(await headers()) });
  if (invitation.kind === "slowDown") {
    return <Frame title="Please wait a little">This page was opened very often just now. Wait ten minutes, and open the link again.</Frame>;
  }
  if (invitation.kind === "dead") {
    return (
      <Frame title="This link does not work any more">
        It was used already, taken back, replaced by a newer one, or is older than a week. Ask whoever invited you for another.
      </Frame>
    );
  }
  const { merchantName, invitedByName, roleName, email, name, isKnown } = invitation;
  const title = `${invitedByName} invites you to ${merchantName}`;
  const session = await getSession();
  if (!isKnown) {
    return (
      <Frame title={title} below={<AcceptForm token={token} email={email} name={name} />}>
        You will be {roleName}. Choose a password, and you are in.
      </Frame>
    );
  }
  if (!session) {
    return (
      <Frame title={title}>
        You will be {roleName}. You work here already: <Link href={signInPath(invitationPath(token))}>sign in as {email}</Link> to join.
      </Frame>
    );
  }
  if (session.email !== email) {
    return (
      <Frame title={title}>
        This invitation is for {email}, and you are signed in as {session.email}. Sign out, and open the link again.
      </Frame>
    );
  }
  return (
    <Frame title={title} below={<JoinForm token={token} merchantName={merchantName} />}>
      You will be {roleName} there, beside what you are elsewhere.
    </Frame>
  );
}

function Frame({ title, children, below }: { title: string; children: ReactNode; below?: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col gap-6 px-6 pt-[14dvh] pb-12">
      <p className="flex items-center gap-2.5 font-semibold text-base">
        <LogoMark /> Counterfoil
      </p>
      <h1 className="wrap-anywhere font-semibold text-title">{title}</h1>
      <p className="text-grey-5">{children}</p>
      {below}
    </main>
  );
}
