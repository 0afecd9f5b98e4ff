import { SearchX } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";
import { DENIALS } from "@/lib/domain/access/denial";

/** Another merchant's page and one that never was look the same, on purpose. */
export default function NotFound() {
  return (
    <EmptyFace
      size="page"
      icon={<SearchX aria-hidden />}
      title="Nothing here"
      action={<ButtonLink href="/">Go to the overview</ButtonLink>}
    >
      {DENIALS.notFound}
    </EmptyFace>
  );
}
