"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import { LinkTabs } from "@/components/ui/link-tabs";
import { isCurrentRoom } from "./navigation";

export type SettingsTabsProps = { sections: readonly { href: Route; title: string; count?: number }[] };

export function SettingsTabs({ sections }: SettingsTabsProps) {
  const path = usePathname();
  return <LinkTabs label="Settings" tabs={sections.map((section) => ({ ...section, isCurrent: isCurrentRoom(section.href, path) }))} />;
}
