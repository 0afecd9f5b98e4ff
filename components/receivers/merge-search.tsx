import NextLink from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import type { LikelyDuplicate } from "@/lib/queries/list-likely-duplicates";
import { ReceiverSearch } from "./receiver-search";

type Candidate = Pick<LikelyDuplicate, "id" | "name" | "email" | "reference"> & { readonly why?: readonly string[] };

export type MergeSearchProps = {
  survivorId: string;
  likely: readonly LikelyDuplicate[];
  /** What a typed word has found; null while nothing is typed. */
  found: readonly Candidate[] | null;
};

/** Who is the same as this receiver: the likely ones first, anybody else by searching. */
export function MergeSearch({ survivorId, likely, found }: MergeSearchProps) {
  const shown: readonly Candidate[] = found ?? likely.map((one) => ({ ...one, why: reasonsOf(one) }));
  return (
    <div className="flex max-w-200 flex-col gap-3">
      <ReceiverSearch />
      <Card title={found ? "Found" : "Likely the same"} padding="flush">
        {shown.length === 0 ? (
          <EmptyFace title={found ? "No other receiver matches" : "Nobody looks like a duplicate"}>
            {found ? "Check the spelling, or search by e-mail, reference or account number." : "Search for the one that you mean."}
          </EmptyFace>
        ) : (
          <ul className="divide-y divide-grey-2">
            {shown.map(({ id, name, email, reference, why = [] }) => (
              <li key={id}>
                <NextLink
                  href={`/receivers/${survivorId}/merge?duplicate=${id}`}
                  prefetch={false}
                  className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 transition-colors hover:bg-grey-1 focus-visible:-outline-offset-2"
                >
                  <span className="flex min-w-0 flex-col">
                    <span className="truncate font-medium">{name}</span>
                    <span className="truncate text-grey-5 text-small">
                      {[email, reference].filter(Boolean).join(", ") || "No e-mail, no reference"}
                    </span>
                  </span>
                  <span className="flex flex-wrap gap-1">
                    {why.map((reason) => (
                      <Badge key={reason} tone="outline">
                        {reason}
                      </Badge>
                    ))}
                  </span>
                </NextLink>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

function reasonsOf({ sameAccount, sameEmail, sameName }: LikelyDuplicate): readonly string[] {
  return [sameAccount && "Same account", sameEmail && "Same e-mail", sameName && "Same name"].filter((word) => word !== false);
}
