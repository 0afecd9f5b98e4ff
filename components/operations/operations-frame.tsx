import type { Route } from "next";
import type { ReactNode } from "react";
import { LinkTabs } from "@/components/ui/link-tabs";

export type OperationsTab = "deliveries" | "unconfirmed" | "reconciliation" | "jobs" | "health" | "freezes" | "apiRequests";

const TABS: readonly { readonly id: OperationsTab; readonly title: string; readonly href: Route }[] = [
  { id: "deliveries", title: "Deliveries", href: "/operations" },
  { id: "unconfirmed", title: "Unconfirmed", href: "/operations/unconfirmed" },
  { id: "reconciliation", title: "Reconciliation", href: "/operations/reconciliation" },
  { id: "jobs", title: "Jobs", href: "/operations/jobs" },
  { id: "health", title: "Provider health", href: "/operations/health" },
  { id: "freezes", title: "Freezes", href: "/operations/freezes" },
  { id: "apiRequests", title: "API requests", href: "/operations/api-requests" },
];

/** The tabs of the operations room, with the one that is open. */
export function OperationsFrame({ current, children }: { current: OperationsTab; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4">
      <LinkTabs label="Operations" tabs={TABS.map(({ id, title, href }) => ({ title, href, isCurrent: id === current }))} />
      {children}
    </div>
  );
}
