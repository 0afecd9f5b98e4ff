import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type CalloutTone = "info" | "warning" | "danger";

const LOOKS = {
  info: { frame: "border-slate-line bg-slate-wash", title: "text-slate", Icon: Info },
  warning: { frame: "border-amber-line bg-amber-wash", title: "text-amber", Icon: TriangleAlert },
  danger: { frame: "border-red-line bg-red-wash", title: "text-red", Icon: CircleAlert },
} as const;

export type CalloutProps = {
  tone: CalloutTone;
  title: string;
  actions?: ReactNode;
  /** Said at once by screen readers: for what appears after a deed, not for what was there from the start. */
  isLive?: boolean;
  children?: ReactNode;
};

/** Stays on the page until its reason is gone. */
export function Callout({ tone, title, actions, isLive, children }: CalloutProps) {
  const { frame, title: titleTone, Icon } = LOOKS[tone];
  return (
    <div
      role={isLive ? (tone === "danger" ? "alert" : "status") : undefined}
      className={classNames("flex flex-wrap items-start gap-x-3 gap-y-2 rounded-ui border px-3 py-2.5", frame)}
    >
      <Icon className={classNames("mt-0.5 size-4 shrink-0", titleTone)} aria-hidden />
      <div className="flex min-w-48 flex-1 flex-col gap-0.5">
        <p className={classNames("font-medium", titleTone)}>{title}</p>
        {children ? <div className="text-ink text-small">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
