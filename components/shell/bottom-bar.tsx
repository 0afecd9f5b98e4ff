"use client";

import { Ellipsis } from "lucide-react";
import NextLink from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { Button } from "react-aria-components/Button";
import { CountBadge } from "@/components/ui/badge";
import { LinkPending } from "@/components/ui/link-pending";
import { Menu, MenuItem } from "@/components/ui/menu";
import { isCurrentRoom, type NavigationItem, ROOMS } from "./navigation";

const PLACES = 5;
const CELL =
  "relative flex h-14 w-full flex-col items-center justify-center gap-0.5 text-small text-grey-5 aria-[current=page]:font-medium aria-[current=page]:text-ink focus-visible:-outline-offset-2";

/** The rail of a phone: the first rooms within reach of a thumb, the rest behind "More". */
export function BottomBar({ navigation }: { navigation: readonly NavigationItem[] }) {
  const path = usePathname();
  const router = useRouter();
  const isShort = navigation.length <= PLACES;
  const within = isShort ? navigation : navigation.slice(0, PLACES - 1);
  const beyond = isShort ? [] : navigation.slice(PLACES - 1);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 border-grey-2 border-t bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {within.map((item) => {
          const { label, Icon } = ROOMS[item.room];
          return (
            <li key={item.room} className="min-w-0 flex-1">
              <NextLink href={item.href} aria-current={isCurrentRoom(item.href, path) ? "page" : undefined} className={CELL}>
                <Icon className="size-5" aria-hidden />
                <span className="max-w-full truncate px-0.5">{label}</span>
                <LinkPending />
                {item.count ? (
                  <span className="absolute top-1 left-1/2 ml-2">
                    <CountBadge count={item.count} noun="wait for you" />
                  </span>
                ) : null}
              </NextLink>
            </li>
          );
        })}
        {beyond.length > 0 ? (
          <li className="min-w-0 flex-1">
            <Menu
              label="More rooms"
              placement="top start"
              trigger={
                <Button className={CELL} aria-current={beyond.some((item) => isCurrentRoom(item.href, path)) ? "page" : undefined}>
                  <Ellipsis className="size-5" aria-hidden />
                  More
                </Button>
              }
            >
              {beyond.map((item) => {
                const { label, Icon } = ROOMS[item.room];
                return <MenuItem key={item.room} id={item.room} text={label} icon={<Icon />} onAction={() => router.push(item.href)} />;
              })}
            </Menu>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
