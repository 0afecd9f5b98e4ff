"use client";

import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import NextLink from "next/link";
import { useKeptAddress } from "@/components/ui/kept-address";

export type BackLinkProps<T extends string> = {
  href: Route<T>;
  label: string;
  /** Under which name the page there keeps how it was left. */
  keptAs?: string;
};

/** Where this page is a part of, as it was left. */
export function BackLink<T extends string>({ href, label, keptAs }: BackLinkProps<T>) {
  const query = useKeptAddress(keptAs);
  return (
    <NextLink
      href={query ? { pathname: href, query } : href}
      className="-ml-1 inline-flex min-h-6 w-fit items-center gap-0.5 rounded-inner pr-1 text-grey-5 text-small transition-colors hover:text-ink"
    >
      <ChevronLeft className="size-4" aria-hidden />
      {label}
    </NextLink>
  );
}
