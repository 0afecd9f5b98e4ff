import {
  ArrowUpRight,
  Landmark,
  Layers,
  type LucideIcon,
  Radar,
  ScrollText,
  Settings2,
  Stamp,
  SunMedium,
  TextSearch,
  UsersRound,
} from "lucide-react";
import type { Route } from "next";

/** The rooms of the product, in the order of the rail. What each is called and looks like is decided here, once. */
export const ROOMS = {
  overview: { label: "Overview", Icon: SunMedium },
  payouts: { label: "Payouts", Icon: ArrowUpRight },
  approvals: { label: "Approvals", Icon: Stamp },
  lookUp: { label: "Look-up", Icon: TextSearch },
  receivers: { label: "Receivers", Icon: UsersRound },
  batches: { label: "Batches", Icon: Layers },
  accounts: { label: "Accounts", Icon: Landmark },
  operations: { label: "Operations", Icon: Radar },
  audit: { label: "Audit", Icon: ScrollText },
  settings: { label: "Settings", Icon: Settings2 },
} as const satisfies Record<string, { label: string; Icon: LucideIcon }>;

export type RoomId = keyof typeof ROOMS;

export type NavigationItem = {
  room: RoomId;
  href: Route;
  /** How many wait for this very person; nothing is shown for none. */
  count?: number;
};

/** Under "/payouts/new" Payouts is current; under "/" only the overview is. */
export function isCurrentRoom(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
