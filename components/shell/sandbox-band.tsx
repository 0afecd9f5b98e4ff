import { FlaskConical } from "lucide-react";

/** Plain and always there, so that nobody takes a rehearsal for the real thing, or the other way round. */
export function SandboxBand() {
  return (
    <aside
      aria-label="Mode"
      className="flex h-7 shrink-0 items-center justify-center gap-1.5 border-amber-line border-b bg-amber-wash px-4 text-amber text-small"
    >
      <FlaskConical className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">
        <span className="font-medium">Sandbox</span>: no real money moves
      </span>
    </aside>
  );
}
