import type { ReactNode } from "react";
import { AppProviders } from "./app-providers";
import { BottomBar } from "./bottom-bar";
import type { FindHits } from "./command-palette";
import { FrozenBand } from "./frozen-band";
import { KeepSession } from "./keep-session";
import type { NavigationItem } from "./navigation";
import { Rail } from "./rail";
import { SandboxBand } from "./sandbox-band";
import { SkipLink } from "./skip-link";
import { TopBar } from "./top-bar";

/** What the layout of `app/(console)` gives. The frame asks nobody: no session, no permission and no query is read here. */
export type FrameProps = {
  /** Only what this person's role may open, in the order of the rail. */
  navigation: readonly NavigationItem[];
  merchant: { id: string; name: string };
  /** Every merchant this person works for; with one, the switcher is plain text. `role` in words: "checker". */
  merchants: readonly { id: string; name: string; role: string }[];
  person: { name: string; email: string; role: string };
  locale: string;
  timeZone: string;
  /** `new Date()` of this request. */
  now: Date;
  /** True when money moves nowhere real. */
  isSandbox: boolean;
  /** What stands still, each in the middle of a sentence, and where it is lifted for those who may look there. */
  frozen: readonly string[];
  frozenHref?: NavigationItem["href"];
  /** Server actions. Both end in a redirect. */
  onSwitchMerchant: (merchantId: string) => Promise<void>;
  onSignOut: () => Promise<void>;
  /** Where the demo shows the mail that it does not send. */
  mailboxHref?: NavigationItem["href"];
  /** Where `C` goes from anywhere; leave out for a role that may not create. */
  newPayoutHref?: NavigationItem["href"];
  /** Search as you type behind Ctrl/Cmd+K: a function exported from a "use client" module. Without it the palette only goes places. */
  find?: FindHits;
  /** Where the whole answer to a search is. */
  lookUpHref?: NavigationItem["href"];
  children: ReactNode;
};

export function Frame(props: FrameProps) {
  const { navigation, merchant, merchants, person, locale, timeZone, now, isSandbox, frozen, frozenHref, children, ...deeds } = props;
  return (
    <AppProviders locale={locale} timeZone={timeZone} now={now}>
      <SkipLink />
      <KeepSession />
      <div className="flex min-h-dvh">
        <Rail navigation={navigation} />
        <div className="flex min-w-0 flex-1 flex-col">
          {isSandbox ? <SandboxBand /> : null}
          <FrozenBand frozen={frozen} href={frozenHref} />
          <TopBar navigation={navigation} merchant={merchant} merchants={merchants} person={person} timeZone={timeZone} {...deeds} />
          {/* The bottom bar covers the end of the page on a phone, so the page ends above it. */}
          <main id="content" tabIndex={-1} className="mx-auto w-full max-w-360 flex-1 px-4 pt-5 pb-24 outline-none md:px-6 md:pb-10">
            {children}
          </main>
        </div>
      </div>
      <BottomBar navigation={navigation} />
    </AppProviders>
  );
}
