import { CheckCheck } from "lucide-react";
import NextLink from "next/link";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { EmptyFace } from "@/components/ui/empty-face";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import { FINDINGS } from "@/lib/domain/reconciliation/kinds";
import type { FindingView } from "@/lib/queries/list-findings";
import { FindingBadge } from "./finding-badge";
import { OurSide, TheirSide } from "./finding-sides";

/** What desk and provider do not tell alike, both sides beside each other; the most serious first. */
export function FindingList({ findings }: { findings: readonly FindingView[] }) {
  return (
    <Table label="Differences between the desk and its providers, the most serious first">
      <TableHead>
        <HeadCell>What</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell className="max-md:hidden">Here</HeadCell>
        <HeadCell className="max-md:hidden">At the provider</HeadCell>
        <HeadCell className="max-md:hidden">Connection</HeadCell>
        <HeadCell className="max-md:hidden">Since</HeadCell>
      </TableHead>
      {findings.length > 0 ? (
        <tbody>
          {findings.map((finding) => (
            <Row key={finding.id}>
              <Cell className="max-md:py-2">
                <NextLink
                  href={`/operations/reconciliation/${finding.id}`}
                  prefetch={false}
                  className="rounded-inner text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
                >
                  {FINDINGS[finding.kind].title}
                </NextLink>
                <span className="block whitespace-normal text-grey-5 text-small md:hidden">
                  {finding.connectionName}
                  {finding.differences.map((amount) => (
                    <span key={amount.currency}>
                      {", "}
                      <Money amount={amount} />
                    </span>
                  ))}
                </span>
              </Cell>
              <Cell>
                <FindingBadge state={finding.state} />
              </Cell>
              <Cell className="py-2 max-md:hidden">
                <OurSide finding={finding} />
              </Cell>
              <Cell className="w-full min-w-56 py-2 max-md:hidden">
                <TheirSide finding={finding} />
              </Cell>
              <Cell className="max-md:hidden">
                <ProviderMark id={finding.provider} label={finding.connectionName} />
              </Cell>
              <Cell className="max-md:hidden">
                <Timestamp at={finding.openedAt} isRelative />
              </Cell>
            </Row>
          ))}
        </tbody>
      ) : (
        <TableFace columns={6}>
          <EmptyFace icon={<CheckCheck className="text-accent" aria-hidden />} title="No differences">
            Every day what was sent, what the providers list and what is on the accounts are held against each other. What does not fit
            stands here until it is gone or somebody has explained it.
          </EmptyFace>
        </TableFace>
      )}
    </Table>
  );
}
