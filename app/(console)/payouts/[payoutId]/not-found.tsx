import { SearchX } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";

export default function PayoutNotFound() {
  return (
    <EmptyFace
      size="page"
      icon={<SearchX aria-hidden />}
      title="There is no such payout here"
      action={<ButtonLink href="/payouts">Look in the history</ButtonLink>}
    >
      Check the number: it has CF and twelve characters. A payout of another merchant is not shown here; you may have to switch merchants
      first.
    </EmptyFace>
  );
}
