import { Building2, UserRound } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

export type ReceiverLabelProps<T extends string> = {
  name: string;
  kind?: "person" | "business";
  /** Under or beside the name: an account number, an order. */
  detail?: ReactNode;
  href?: Route<T>;
  /** In a table everything stands on one line. */
  layout?: "line" | "stack";
};

export function ReceiverLabel<T extends string>({ name, kind, detail, href, layout = "line" }: ReceiverLabelProps<T>) {
  const Icon = kind === "business" ? Building2 : UserRound;
  const shownName = href ? (
    <Link href={href} tone="quiet" className="truncate">
      {name}
    </Link>
  ) : (
    <span className="truncate">{name}</span>
  );
  return (
    <span className={layout === "line" ? "flex min-w-0 items-center gap-2" : "flex min-w-0 items-start gap-2"}>
      {kind ? (
        <span className={layout === "line" ? "shrink-0 text-grey-5" : "mt-0.5 shrink-0 text-grey-5"}>
          <Icon className="size-4" role="img" aria-label={kind === "business" ? "Business" : "Person"} />
        </span>
      ) : null}
      <span className={layout === "line" ? "flex min-w-0 items-baseline gap-2" : "flex min-w-0 flex-col"}>
        {shownName}
        {detail ? <span className="truncate text-grey-5 text-small">{detail}</span> : null}
      </span>
    </span>
  );
}
