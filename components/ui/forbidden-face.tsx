import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyFace } from "./empty-face";

/** For a page that exists for this person's merchant but not for this role. Another merchant's page is "not found". */
export function ForbiddenFace({
  title = "Your role does not include this",
  children,
  action,
}: {
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <EmptyFace icon={<Lock aria-hidden />} title={title} action={action} size="page">
      {children ?? "Ask someone who manages the team, if you need it for your work."}
    </EmptyFace>
  );
}
