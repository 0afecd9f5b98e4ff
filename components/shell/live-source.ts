import { SECOND_MS } from "@/lib/base/time";
import { LiveChange } from "@/lib/domain/live/live-change";

// A page's end of the stream. It is open only while somebody looks: a browser keeps few connections to one host, and a page that nobody
// sees needs to be told nothing. Whatever ends it, the next one begins with `ready`, at which everything is read once more.

export type LiveSource = {
  readonly onReady: () => void;
  readonly onChange: (change: LiveChange) => void;
  readonly onLost: () => void;
};

const ADDRESS = "/api/live/stream";
const FIRST_DELAY_MS = SECOND_MS;
const LONGEST_DELAY_MS = 30 * SECOND_MS;
/** It beats every 15 seconds. */
const SILENCE_MS = 40 * SECOND_MS;

/** Follows the stream until the answer is called. */
export function followLive({ onReady, onChange, onLost }: LiveSource): () => void {
  let source: EventSource | null = null;
  let isReady = false;
  let delayMs = FIRST_DELAY_MS;
  let again: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const hangUp = () => {
    clearTimeout(again);
    clearTimeout(patience);
    source?.close();
    source = null;
    if (isReady) onLost();
    isReady = false;
  };
  const fail = () => {
    hangUp();
    // Not all at once, when a server that many look at comes back.
    again = setTimeout(open, delayMs * (0.5 + Math.random()));
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  };
  const hear = () => {
    clearTimeout(patience);
    patience = setTimeout(fail, SILENCE_MS);
  };
  const open = () => {
    hangUp();
    if (document.visibilityState === "hidden") return;
    source = new EventSource(ADDRESS);
    hear();
    source.addEventListener("ready", () => {
      hear();
      isReady = true;
      delayMs = FIRST_DELAY_MS;
      onReady();
    });
    source.addEventListener("change", ({ data }) => {
      hear();
      onChange(LiveChange.parse(JSON.parse(data)));
    });
    source.addEventListener("beat", hear);
    source.addEventListener("error", fail);
  };

  const onVisible = () => (document.visibilityState === "hidden" ? hangUp() : open());
  document.addEventListener("visibilitychange", onVisible);
  open();
  return () => {
    document.removeEventListener("visibilitychange", onVisible);
    hangUp();
  };
}
