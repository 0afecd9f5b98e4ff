import { ArrowRight, Repeat2 } from "lucide-react";

/** Closed: back to an account that once paid in. Open: to an account that never did. */
export function LoopMark({ loop, isShort }: { loop: "closed" | "open"; isShort?: boolean }) {
  const isClosed = loop === "closed";
  const Icon = isClosed ? Repeat2 : ArrowRight;
  const meaning = isClosed ? "Back to an account that paid in" : "To an account that never paid in";
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-grey-5 text-small" title={meaning}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {isShort ? (isClosed ? "Closed" : "Open") : isClosed ? "Closed loop" : "Open loop"}
    </span>
  );
}
