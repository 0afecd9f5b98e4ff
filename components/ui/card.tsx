import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type CardProps = {
  title?: string;
  /** On the title's line, at the right. */
  tools?: ReactNode;
  /** `flush` leaves the edges to a list or a table. */
  padding?: "regular" | "flush";
  headingLevel?: 2 | 3;
  children: ReactNode;
};

export function Card({ title, tools, padding = "regular", headingLevel = 2, children }: CardProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <section aria-label={title} className="min-w-0 overflow-hidden rounded-ui border border-grey-2 bg-raised">
      {title ? (
        <header
          className={classNames("flex min-h-11 items-center justify-between gap-3 px-4", padding === "flush" && "border-grey-2 border-b")}
        >
          <Heading className="font-semibold text-base">{title}</Heading>
          {tools ? <div className="flex items-center gap-1">{tools}</div> : null}
        </header>
      ) : null}
      <div className={padding === "regular" ? classNames("px-4 pb-4", !title && "pt-4") : ""}>{children}</div>
    </section>
  );
}
