import { Layers } from "lucide-react";
import NextLink from "next/link";
import { Timestamp } from "@/components/display/timestamp";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import type { BatchListRow } from "@/lib/queries/list-batches";

/** Files of payouts, newest first, each with how far it has come. */
export function BatchList({ batches, mayCreate }: { batches: readonly BatchListRow[]; mayCreate: boolean }) {
  return (
    <Table label="Batches, newest first" className="max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
      <TableHead>
        <HeadCell>File</HeadCell>
        <HeadCell isNumeric>Rows</HeadCell>
        <HeadCell className="max-md:hidden">How far</HeadCell>
        <HeadCell className="max-md:hidden">Brought by</HeadCell>
        <HeadCell className="max-md:hidden">When</HeadCell>
      </TableHead>
      {batches.length === 0 ? (
        <TableFace columns={5}>
          <EmptyFace
            icon={<Layers aria-hidden />}
            title="No files of payouts yet"
            action={
              mayCreate ? (
                <ButtonLink href="/batches/new" tone="primary">
                  Bring a file
                </ButtonLink>
              ) : undefined
            }
          >
            A file with many payouts is read here, mended row by row where it must be, and submitted as one. The same row is never paid
            twice.
          </EmptyFace>
        </TableFace>
      ) : (
        <tbody>
          {batches.map((batch) => (
            <Row key={batch.id} className="relative">
              <Cell className="max-w-0 w-full max-md:py-2">
                <NextLink
                  href={`/batches/${batch.id}`}
                  prefetch={false}
                  className="block truncate rounded-inner font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
                >
                  {batch.name}
                </NextLink>
                <span className="block truncate text-grey-5 md:hidden">{sayProgress(batch)}</span>
              </Cell>
              <Cell isNumeric>{batch.rows.toLocaleString("en-GB")}</Cell>
              <Cell className="max-md:hidden">{sayProgress(batch)}</Cell>
              <Cell className="max-md:hidden">{batch.createdByName}</Cell>
              <Cell className="max-md:hidden">
                <Timestamp at={batch.createdAt} />
              </Cell>
            </Row>
          ))}
        </tbody>
      )}
    </Table>
  );
}

function sayProgress({ state, open, made, settled, failed }: BatchListRow): string {
  if (state === "reading") return "Being read";
  if (state === "broken") return "Could not be read to its end";
  const said = [
    ...(open > 0 ? [`${open} not submitted`] : []),
    ...(made > 0 ? [`${settled} of ${made} paid`] : []),
    ...(failed > 0 ? [`${failed} did not arrive`] : []),
  ];
  return said.join(", ") || "Every row left out";
}
