"use client";

import { CornerDownLeft, Plus, Search, TextSearch } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Header, Menu, MenuItem, MenuSection } from "react-aria-components/Menu";
import { Dialog, Modal, ModalOverlay } from "react-aria-components/Modal";
import { Input, SearchField } from "react-aria-components/SearchField";
import { Money } from "@/components/display/money";
import { StatusBadge } from "@/components/display/status-badge";
import { classNames } from "@/components/ui/class-names";
import { CHOICE } from "@/components/ui/float";
import { handOver } from "@/components/ui/hand-over";
import type { Money as MoneyValue } from "@/lib/base/money";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { type NavigationItem, ROOMS } from "./navigation";
import { SEARCH_BOX, SEARCH_INPUT, SEARCH_LINE, SEARCH_PLACEHOLDER, SEARCH_VEIL } from "./search-frame";

/** Spelled out, because a bare `Route` holds no address with an id in it. */
type HitHref = Route | Route<`/payouts/${string}`>;

/** One answer: enough to recognise it, and the sentence that may be read out. */
export type Hit = { id: string; href: HitHref; title: string; sentence?: string; state?: PayoutState; amount?: MoneyValue };

export type FindHits = (typed: string, signal: AbortSignal) => Promise<readonly Hit[]>;

export type CommandPaletteProps = {
  navigation: readonly NavigationItem[];
  newPayoutHref?: Route;
  find?: FindHits;
  /** Where the whole answer is, and where a pasted list belongs. */
  lookUpHref?: Route;
  /** Held outside: the first letters may come while this is still being fetched. */
  typed: string;
  onType: (typed: string) => void;
  onClose: () => void;
};

type Place = { id: string; text: string; href: Route; icon: ReactNode };

/** Goes anywhere and finds anything. Loaded by `lazy`. */
export function CommandPalette({ navigation, newPayoutHref, find, lookUpHref, typed, onType, onClose }: CommandPaletteProps) {
  const router = useRouter();
  const { hits, status } = useHits(find, typed);
  const places = matchingPlaces(navigation, newPayoutHref, typed);

  const go = (href: HitHref) => {
    onClose();
    router.push(href);
  };

  const lookUp = (text: string) => {
    if (!lookUpHref) return;
    handOver(text);
    go(lookUpHref);
  };

  return (
    <ModalOverlay isOpen onOpenChange={(open) => (open ? undefined : onClose())} isDismissable className={SEARCH_VEIL}>
      <Modal className="w-full max-w-160">
        <Dialog aria-label="Search" className={SEARCH_BOX}>
          <Autocomplete inputValue={typed} onInputChange={onType}>
            <SearchField aria-label="Search" autoFocus className={SEARCH_LINE}>
              <Search className="size-4 shrink-0 text-grey-5" aria-hidden />
              <Input
                placeholder={SEARCH_PLACEHOLDER}
                className={SEARCH_INPUT}
                onPaste={(event) => {
                  // This field has one line, and would run the lines of a list into each other.
                  const pasted = event.clipboardData.getData("text").trim();
                  if (!lookUpHref || !pasted.includes("\n")) return;
                  event.preventDefault();
                  lookUp(pasted);
                }}
              />
            </SearchField>
            <Menu
              aria-label="Answers"
              className="overflow-y-auto p-1 outline-none"
              renderEmptyState={() => <p className="px-3 py-6 text-center text-grey-5">{sayStatus(status, find !== undefined)}</p>}
            >
              {hits.length > 0 ? (
                <Section title="Payouts">
                  {hits.map((hit) => (
                    <HitItem key={hit.id} hit={hit} onAction={() => go(hit.href)} />
                  ))}
                </Section>
              ) : null}
              {lookUpHref && hits.length > 0 ? (
                <Section title="Look-up">
                  <MenuItem id="look-up" textValue="The whole answer" className={CHOICE} onAction={() => lookUp(typed)}>
                    <TextSearch className="text-grey-5" aria-hidden />
                    The whole answer, with what may be read out
                  </MenuItem>
                </Section>
              ) : null}
              {places.length > 0 ? (
                <Section title="Go to">
                  {places.map((place) => (
                    <MenuItem key={place.id} id={place.id} textValue={place.text} className={CHOICE} onAction={() => go(place.href)}>
                      <span className="text-grey-5">{place.icon}</span>
                      {place.text}
                    </MenuItem>
                  ))}
                </Section>
              ) : null}
            </Menu>
          </Autocomplete>
          <p role="status" className="sr-only">
            {status === "found" ? `${hits.length} payouts found` : null}
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <MenuSection aria-label={title} className="pb-1">
      <Header className="px-2 pt-2 pb-1 text-grey-5 text-small">{title}</Header>
      {children}
    </MenuSection>
  );
}

function HitItem({ hit, onAction }: { hit: Hit; onAction: () => void }) {
  return (
    <MenuItem id={hit.id} textValue={hit.title} className={classNames(CHOICE, "group items-start")} onAction={onAction}>
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1 truncate font-medium">{hit.title}</span>
          {hit.amount ? <Money amount={hit.amount} /> : null}
          {hit.state ? <StatusBadge state={hit.state} /> : null}
        </span>
        {hit.sentence ? <span className="text-grey-5 text-small">{hit.sentence}</span> : null}
      </span>
      <CornerDownLeft className="mt-1 text-grey-5 opacity-0 group-data-focused:opacity-100" aria-hidden />
    </MenuItem>
  );
}

function matchingPlaces(navigation: readonly NavigationItem[], newPayoutHref: Route | undefined, typed: string): readonly Place[] {
  const places: Place[] = navigation.map(({ room, href }) => {
    const { label, Icon } = ROOMS[room];
    return { id: room, text: label, href, icon: <Icon /> };
  });
  if (newPayoutHref) places.unshift({ id: "new-payout", text: "New payout", href: newPayoutHref, icon: <Plus /> });
  const wanted = typed.trim().toLowerCase();
  return places.filter((place) => place.text.toLowerCase().includes(wanted));
}

const PAUSE_MS = 100;
const LEAST_TYPED = 3;

type Found = { hits: readonly Hit[]; status: "idle" | "searching" | "found" | "failed" };

/** The last answer stays on screen until the next one is there. */
function useHits(find: FindHits | undefined, typed: string): Found {
  const [found, setFound] = useState<Found>({ hits: [], status: "idle" });
  const text = typed.trim();

  const ask = useEffectEvent((abort: AbortController) => {
    const keep = (next: Found) => (abort.signal.aborted ? undefined : setFound(next));
    find?.(text, abort.signal)
      .then((hits) => keep({ hits, status: "found" }))
      .catch(() => keep({ hits: [], status: "failed" }));
  });

  const canAsk = find !== undefined && text.length >= LEAST_TYPED;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` starts the search that `ask` makes.
  useEffect(() => {
    if (!canAsk) {
      setFound({ hits: [], status: "idle" });
      return;
    }
    const abort = new AbortController();
    setFound((before) => ({ hits: before.hits, status: "searching" }));
    const timer = setTimeout(() => ask(abort), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [canAsk, text]);

  return found;
}

function sayStatus(status: Found["status"], canFind: boolean): string {
  if (!canFind || status === "idle") return "No room has that name.";
  if (status === "failed") return "The search did not answer. Type on to try again.";
  return status === "searching" ? "Searching" : "Nothing matches. Try the amount, the order or the last four digits.";
}
