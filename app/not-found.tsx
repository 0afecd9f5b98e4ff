import { FileQuestion } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyFace
        icon={<FileQuestion aria-hidden />}
        title="There is nothing at this address"
        action={<ButtonLink href="/">Back to the overview</ButtonLink>}
        size="page"
      >
        It may have moved, or it belongs to another merchant. Nothing was lost.
      </EmptyFace>
    </main>
  );
}
