import type { Route } from "next";
import NextLink from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonTone, buttonStyle } from "./button-style";
import { classNames } from "./class-names";

type Passed = "prefetch" | "onNavigate" | "onMouseEnter" | "onFocus" | "aria-keyshortcuts";

export type ButtonLinkProps<T extends string> = Pick<ComponentProps<typeof NextLink>, Passed> & {
  href: Route<T>;
  tone?: ButtonTone;
  size?: ButtonSize;
  isWide?: boolean;
  children: ReactNode;
};

/** Goes somewhere, yet has the weight of a button: "New payout". Renders on the server and needs no script. */
export function ButtonLink<T extends string>({ href, tone, size, isWide, children, ...rest }: ButtonLinkProps<T>) {
  return (
    <NextLink {...rest} href={href} className={classNames(buttonStyle({ tone, size }), isWide && "w-full")}>
      {children}
    </NextLink>
  );
}
