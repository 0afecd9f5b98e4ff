import type { Route } from "next";
import NextLink from "next/link";
import { classNames } from "./class-names";

export type ChipLinkProps = { href: Route; isCurrent: boolean; children: string };

/** One of several views of a list, each an address of its own. */
export function ChipLink({ href, isCurrent, children }: ChipLinkProps) {
  return (
    <NextLink
      href={href}
      aria-current={isCurrent ? "true" : undefined}
      className={classNames(
        "inline-flex h-7 shrink-0 items-center rounded-full border px-2.5 text-small transition-colors pointer-coarse:h-11",
        isCurrent ? "border-accent bg-accent-wash font-medium" : "border-grey-4 border-dashed hover:bg-grey-1",
      )}
    >
      {children}
    </NextLink>
  );
}
