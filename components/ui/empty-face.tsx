import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type EmptyFaceProps = {
  icon?: ReactNode;
  /** What is not here: "No payouts yet". */
  title: string;
  /** What this place is for, or which filter hides everything. */
  children?: ReactNode;
  /** The first step. */
  action?: ReactNode;
  /** `page` when it is all there is, `part` inside a card or a table. */
  size?: "page" | "part";
};

export function EmptyFace({ icon, title, children, action, size = "part" }: EmptyFaceProps) {
  return (
    <div className={classNames("flex flex-col items-center gap-3 px-6 text-center", size === "page" ? "py-24" : "py-12")}>
      {icon ? (
        <span className="grid size-10 place-items-center rounded-ui border border-grey-3 border-dashed text-grey-5 [&_svg]:size-5">
          {icon}
        </span>
      ) : null}
      <div className="flex max-w-96 flex-col gap-1">
        <p className="font-semibold text-base">{title}</p>
        {children ? <div className="whitespace-normal text-base text-grey-5">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
