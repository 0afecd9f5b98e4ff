"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components/Button";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { type KeyGroup, useBoundKeys, useKeyBindings } from "@/components/ui/key-bindings";
import { useIsMac } from "@/components/ui/use-is-mac";
import type { FindHits } from "./command-palette";
import { MerchantSwitcher } from "./merchant-switcher";
import type { NavigationItem } from "./navigation";
import { PersonMenu } from "./person-menu";
import { SearchFrame } from "./search-frame";
import { TimeZoneLabel } from "./time-zone-label";

// Both open on demand; a list page should not carry them.
const CommandPalette = lazy(() => import("./command-palette").then(({ CommandPalette }) => ({ default: CommandPalette })));
const KeyboardHelp = lazy(() => import("./keyboard-help").then(({ KeyboardHelp }) => ({ default: KeyboardHelp })));

export type TopBarProps = {
  navigation: readonly NavigationItem[];
  merchant: { id: string; name: string };
  merchants: readonly { id: string; name: string; role: string }[];
  person: { name: string; email: string; role: string };
  timeZone: string;
  onSwitchMerchant: (merchantId: string) => Promise<void>;
  onSignOut: () => Promise<void>;
  mailboxHref?: NavigationItem["href"];
  newPayoutHref?: NavigationItem["href"];
  find?: FindHits;
  lookUpHref?: NavigationItem["href"];
};

export function TopBar({
  navigation,
  merchant,
  merchants,
  person,
  timeZone,
  onSwitchMerchant,
  onSignOut,
  mailboxHref,
  newPayoutHref,
  find,
  lookUpHref,
}: TopBarProps) {
  const router = useRouter();
  const isMac = useIsMac();
  const readKeys = useBoundKeys();
  const [isSearching, setIsSearching] = useState(false);
  const [shownKeys, setShownKeys] = useState<readonly KeyGroup[] | null>(null);

  const [typed, setTyped] = useState("");
  const openSearch = () => {
    setTyped("");
    setIsSearching(true);
  };
  const search = { typed, onType: setTyped, onClose: () => setIsSearching(false) };

  useKeyBindings(
    "Anywhere",
    [
      { keys: "mod+k", label: "Search, or go somewhere", onPress: openSearch },
      { keys: "?", label: "Show the keys", onPress: () => setShownKeys(readKeys()) },
      {
        keys: "c",
        label: "New payout",
        isDisabled: !newPayoutHref,
        onPress: () => (newPayoutHref ? router.push(newPayoutHref) : undefined),
      },
    ],
    "page",
  );

  return (
    <header className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-2 border-grey-2 border-b bg-paper px-2 md:gap-3 md:px-6">
      <MerchantSwitcher merchant={merchant} merchants={merchants} onSwitch={onSwitchMerchant} />
      <div className="flex flex-1 justify-end md:justify-center">
        <Button
          onPress={openSearch}
          className="hidden h-8 w-full max-w-104 items-center gap-2 rounded-ui border border-grey-3 bg-raised px-2.5 text-grey-5 transition-colors hover:border-grey-4 md:flex"
        >
          <Search className="size-4 shrink-0" aria-hidden />
          <span className="flex-1 truncate text-left">Search, or paste what you were told</span>
          <Kbd>{isMac ? "⌘ K" : "Ctrl K"}</Kbd>
        </Button>
        <span className="md:hidden">
          <IconButton label="Search" onPress={openSearch}>
            <Search />
          </IconButton>
        </span>
      </div>
      <TimeZoneLabel timeZone={timeZone} />
      <PersonMenu
        person={person}
        timeZone={timeZone}
        mailboxHref={mailboxHref}
        onSignOut={onSignOut}
        onShowKeys={() => setShownKeys(readKeys())}
      />
      {isSearching ? (
        <Suspense fallback={<SearchFrame {...search} />}>
          <CommandPalette navigation={navigation} newPayoutHref={newPayoutHref} find={find} lookUpHref={lookUpHref} {...search} />
        </Suspense>
      ) : null}
      <Suspense fallback={null}>{shownKeys ? <KeyboardHelp groups={shownKeys} onClose={() => setShownKeys(null)} /> : null}</Suspense>
    </header>
  );
}
