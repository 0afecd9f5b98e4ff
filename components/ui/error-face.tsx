import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyFace } from "./empty-face";

export type ErrorFaceProps = {
  /** What happened: "The payouts could not be loaded". */
  title: string;
  /** That nothing was lost, or what was; and what to do. */
  children: ReactNode;
  action?: ReactNode;
  /** To name when asking for help. */
  reference?: string;
  size?: "page" | "part";
};

export function ErrorFace({ title, children, action, reference, size }: ErrorFaceProps) {
  return (
    <div role="alert">
      <EmptyFace icon={<CircleAlert className="text-red" aria-hidden />} title={title} action={action} size={size}>
        {children}
        {reference ? <p className="mt-2 font-mono text-small">Reference {reference}</p> : null}
      </EmptyFace>
    </div>
  );
}
