import type { ReactNode } from "react";
import { DropAnywhere } from "@/components/batches/drop-anywhere";
import { findPayouts } from "@/components/look-up/find-payouts";
import { Frame } from "@/components/shell/frame";
import { LiveUpdates } from "@/components/shell/live-updates";
import type { NavigationItem } from "@/components/shell/navigation";
import { signOutAction, switchMerchantAction } from "@/lib/actions/session";
import { actorOfSession, requireSession } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import type { Permission } from "@/lib/domain/access/permissions";
import { SETTINGS } from "@/lib/domain/access/settings-pages";
import { env } from "@/lib/env";
import { readFrame } from "@/lib/queries/read-frame";

/** Stops strangers. Whether a role may open a page is asked by the page itself, since a layout is not drawn again on every visit. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const session = await requireSession();
  const actor = actorOfSession(session);
  const { merchant } = session;
  const { merchants, waitingForMe, isSandbox, frozen } = await readFrame(actor);
  const settings = SETTINGS.find(({ permission }) => may(actor, permission));
  const rooms = [
    ...ROOMS.filter(({ permission }) => may(actor, permission)).map(({ item }) => item),
    ...(settings ? [{ room: "settings", href: settings.href } as const] : []),
  ];
  return (
    <Frame
      navigation={rooms.map((item) => (item.room === "approvals" ? { ...item, count: waitingForMe } : item))}
      merchant={merchant}
      merchants={merchants}
      person={{ name: session.personName, email: session.email, role: session.roleName }}
      locale={merchant.locale}
      timeZone={merchant.timeZone}
      now={new Date()}
      isSandbox={isSandbox}
      frozen={frozen}
      frozenHref={may(actor, "operations.view") ? "/operations/freezes" : undefined}
      onSwitchMerchant={switchMerchantAction}
      onSignOut={signOutAction}
      mailboxHref={env().demo ? "/mailbox" : undefined}
      newPayoutHref={may(actor, "payout.create") ? "/payouts/new" : undefined}
      find={findPayouts}
      lookUpHref="/look-up"
    >
      {may(actor, "payout.view") ? <LiveUpdates>{children}</LiveUpdates> : children}
      {may(actor, "batch.create") ? <DropAnywhere /> : null}
    </Frame>
  );
}

/** The rooms that there are but for the settings, in the order of the rail, each with what its page asks for. */
const ROOMS: readonly { readonly permission: Permission; readonly item: NavigationItem }[] = [
  { permission: "overview.view", item: { room: "overview", href: "/" } },
  { permission: "payout.view", item: { room: "payouts", href: "/payouts" } },
  { permission: "approval.view", item: { room: "approvals", href: "/approvals" } },
  { permission: "payout.view", item: { room: "lookUp", href: "/look-up" } },
  { permission: "batch.view", item: { room: "batches", href: "/batches" } },
  { permission: "receiver.view", item: { room: "receivers", href: "/receivers" } },
  { permission: "operations.view", item: { room: "operations", href: "/operations" } },
  { permission: "audit.view", item: { room: "audit", href: "/audit" } },
];
