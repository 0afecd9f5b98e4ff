import type { Route } from "next";
import NextLink from "next/link";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type LinkProps<T extends string> = {
  href: Route<T>;
  /** `quiet` looks like the text around it until it is pointed at: for names in tables. */
  tone?: "underlined" | "quiet";
  children: ReactNode;
  className?: string;
  "aria-label"?: string;
};

export function Link<T extends string>({ href, tone = "underlined", children, className, ...rest }: LinkProps<T>) {
  return (
    <NextLink
      href={href}
      {...rest}
      className={classNames(
        "rounded-inner underline-offset-3 transition-colors",
        tone === "underlined" ? "text-accent underline decoration-accent/40 hover:decoration-accent" : "hover:underline",
        className,
      )}
    >
      {children}
    </NextLink>
  );
}

/** Leaves the product: a new tab, and said so. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="rounded-inner text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
    >
      {children}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
