"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { type DisplaySettings, DisplaySettingsProvider } from "@/components/display/display-settings";
import { StepUpProvider } from "@/components/fields/step-up";
import { KeyBindingsProvider } from "@/components/ui/key-bindings";
import { ToastRegion } from "@/components/ui/toast-region";

const FRESH_MS = 5_000;

/** What the console's client parts stand in. The sign-in pages do without it, and stay light. */
export function AppProviders({ locale, timeZone, now, children }: DisplaySettings & { children: ReactNode }) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS, retry: 1 } } }));
  return (
    <QueryClientProvider client={queries}>
      <NuqsAdapter>
        <I18nProvider locale={locale}>
          <DisplaySettingsProvider locale={locale} timeZone={timeZone} now={now}>
            <KeyBindingsProvider>
              <StepUpProvider>{children}</StepUpProvider>
              <ToastRegion />
            </KeyBindingsProvider>
          </DisplaySettingsProvider>
        </I18nProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
