import { SECOND_MS } from "@/lib/base/time";
import { joinChanges, type LiveChange } from "@/lib/domain/live/live-change";

// One open page's end of it, as server-sent events. However fast things move, a page is told at most four times a second; and one that
// does not read what it is told costs no more than one change to remember.

export type Line = {
  readonly stream: ReadableStream<Uint8Array>;
  /** From here on nothing is missed: what was read before is to be read once more. */
  ready(): void;
  tell(change: LiveChange): void;
  /** So that both sides find out when the other is gone. */
  beat(): void;
  end(): void;
};

const GAP_MS = SECOND_MS / 4;
/** Beats that nobody took: whoever is behind it is gone, or hangs. */
const MOST_UNTAKEN = 4;

export function openLine({ onEnd }: { onEnd: () => void }): Line {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let pending: LiveChange | null = null;
  let timer: NodeJS.Timeout | undefined;
  let untaken = 0;

  const say = (event: string, value: unknown = null) =>
    controller?.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`));
  const isTaken = () => (controller?.desiredSize ?? 0) > 0;
  const flush = () => {
    timer = undefined;
    if (!pending || !isTaken()) return;
    // Saying it asks for more before it returns.
    const change = pending;
    pending = null;
    timer = setTimeout(flush, GAP_MS);
    say("change", change);
  };
  const close = () => {
    if (!controller) return;
    controller = null;
    clearTimeout(timer);
    onEnd();
  };

  const stream = new ReadableStream<Uint8Array>({
    start: (own) => {
      controller = own;
    },
    // It is read again: what has gathered meanwhile is told.
    pull: () => {
      untaken = 0;
      if (!timer) flush();
    },
    cancel: close,
  });

  return {
    stream,
    ready: () => say("ready"),
    tell: (change) => {
      pending = joinChanges(pending, change);
      if (!timer) flush();
    },
    beat: () => {
      if (isTaken()) return say("beat");
      untaken += 1;
      if (untaken >= MOST_UNTAKEN) controller?.error(new Error("Nobody reads this any more."));
      if (untaken >= MOST_UNTAKEN) close();
    },
    end: () => {
      controller?.close();
      close();
    },
  };
}
