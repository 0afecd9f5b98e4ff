import { classNames } from "./class-names";

/** One key or chord: `<Kbd>A</Kbd>`, `<Kbd>Ctrl Enter</Kbd>` (a blank separates keys pressed together). */
export function Kbd({ children, tone = "plain" }: { children: string; tone?: "plain" | "reversed" }) {
  return (
    <span className="inline-flex items-center gap-0.5 pointer-coarse:hidden">
      {children.split(" ").map((key) => (
        <kbd
          key={key}
          className={classNames(
            "inline-flex h-5 min-w-5 items-center justify-center rounded-inner border px-1 font-sans text-small",
            tone === "plain" ? "border-grey-3 bg-paper text-grey-5" : "border-current/40",
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
