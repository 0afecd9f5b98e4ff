import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { deskCookie, readDeskChoice } from "@/components/shell/desk";
import { NONCE_HEADER } from "@/lib/auth/nonce-header";

export const metadata: Metadata = {
  title: { default: "Counterfoil", template: "%s · Counterfoil" },
  description: "Pay money out, once, and be able to prove it.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-theme={readDeskChoice("theme", jar.get(deskCookie("theme"))?.value)}
      data-rail={readDeskChoice("rail", jar.get(deskCookie("rail"))?.value)}
      data-density={readDeskChoice("density", jar.get(deskCookie("density"))?.value)}
    >
      <head>
        {/* The overlays add styles of their own, and look here for what those have to be signed with. */}
        <meta name="csp-nonce" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>{children}</body>
    </html>
  );
}
