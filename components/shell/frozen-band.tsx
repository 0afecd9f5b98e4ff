import { Snowflake } from "lucide-react";
import type { Route } from "next";
import NextLink from "next/link";

export type FrozenBandProps = {
  /** What stands still, each in the middle of a sentence: "everything to Anna Schmidt". */
  frozen: readonly string[];
  /** Where it is lifted; leave out for a role that may not look there. */
  href?: Route;
};

/** While anything is frozen everybody sees it, on every page: a payout that waits for this must not surprise anyone. */
export function FrozenBand({ frozen, href }: FrozenBandProps) {
  const [first, ...others] = frozen;
  if (!first) return null;
  return (
    <aside
      aria-label="Frozen"
      className="flex min-h-7 shrink-0 flex-wrap items-center justify-center gap-x-1.5 border-red-line border-b bg-red-wash px-4 py-1 text-red text-small"
    >
      <Snowflake className="size-3.5 shrink-0" aria-hidden />
      <span>
        <span className="font-medium">Frozen</span>: {first}
        {others.length > 0 ? ` and ${others.length} more` : ""}
      </span>
      {href ? (
        <NextLink href={href} className="rounded-inner underline underline-offset-3">
          See and lift
        </NextLink>
      ) : null}
    </aside>
  );
}
