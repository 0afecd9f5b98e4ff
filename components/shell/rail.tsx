"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import NextLink from "next/link";
import { usePathname } from "next/navigation";
import { CountBadge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { LinkPending } from "@/components/ui/link-pending";
import { LogoMark } from "./logo-mark";
import { isCurrentRoom, type NavigationItem, ROOMS } from "./navigation";
import { useDesk } from "./use-desk";

/** 200 px of rooms, or 56 px of icons. Whether it is folded stands on `<html>`, so the first drawing is already right. */
export function Rail({ navigation }: { navigation: readonly NavigationItem[] }) {
  const path = usePathname();
  const [rail, setRail] = useDesk("rail");
  const isFolded = rail === "folded";
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 hidden h-dvh w-50 shrink-0 flex-col border-grey-2 border-r bg-grey-1 p-2 rail-folded:w-14 md:flex"
    >
      <NextLink href="/" className="mb-3 flex h-9 items-center gap-2 rounded-ui px-1.5 font-semibold" aria-label="Counterfoil, overview">
        <LogoMark />
        <span className="rail-folded:hidden">Counterfoil</span>
      </NextLink>
      <ul className="flex flex-1 flex-col gap-0.5">
        {navigation.map((item) => (
          <li key={item.room}>
            <RailLink item={item} isCurrent={isCurrentRoom(item.href, path)} />
          </li>
        ))}
      </ul>
      <IconButton label={isFolded ? "Widen the navigation" : "Fold the navigation"} onPress={() => setRail(isFolded ? "open" : "folded")}>
        {isFolded ? <PanelLeftOpen /> : <PanelLeftClose />}
      </IconButton>
    </nav>
  );
}

function RailLink({ item, isCurrent }: { item: NavigationItem; isCurrent: boolean }) {
  const { label, Icon } = ROOMS[item.room];
  const hasCount = item.count !== undefined && item.count > 0;
  return (
    <NextLink
      href={item.href}
      aria-current={isCurrent ? "page" : undefined}
      title={label}
      className="relative flex h-8 items-center gap-2.5 rounded-ui px-2.5 text-grey-5 transition-colors hover:bg-grey-2 hover:text-ink aria-[current=page]:bg-grey-2 aria-[current=page]:font-medium aria-[current=page]:text-ink"
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className="flex-1 truncate rail-folded:sr-only">{label}</span>
      <LinkPending />
      {hasCount ? (
        <span className="rail-folded:-top-1 rail-folded:-right-1 rail-folded:absolute">
          <CountBadge count={item.count ?? 0} noun="wait for you" />
        </span>
      ) : null}
    </NextLink>
  );
}
