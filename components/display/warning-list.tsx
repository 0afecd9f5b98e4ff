import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import type { WarningView } from "@/lib/domain/payout/warning-view";
import { Timestamp } from "./timestamp";

export type WarningLine = WarningView & {
  /** Beside it: "new since it was made". */
  note?: ReactNode;
  isQuiet?: boolean;
};

/** What stands out about a payout, each in one sentence, with the other payout that it is about one click away. */
export function WarningList({ warnings }: { warnings: readonly WarningLine[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {warnings.map(({ rule, subject, sentence, number, at, note, isQuiet }) => (
        <li key={`${rule} ${subject}`} className="flex items-start gap-2">
          <TriangleAlert className={`mt-0.5 size-4 shrink-0 ${isQuiet ? "text-grey-4" : "text-amber"}`} aria-hidden />
          <span className={isQuiet ? "text-grey-5" : undefined}>
            {sentence}
            {number ? (
              <>
                {" "}
                <Link href={`/payouts/${number}`} className="font-mono text-small">
                  {formatPayoutNumber(number)}
                </Link>
              </>
            ) : null}
            {at ? (
              <span className="text-grey-5 text-small">
                {number ? " of " : " "}
                <Timestamp at={at} />
              </span>
            ) : null}
            {note ? <span className="ml-2 whitespace-nowrap text-grey-5 text-small">{note}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
