import { History, PlugZap } from "lucide-react";
import { CopyKey } from "@/components/display/copy-key";
import { Timestamp } from "@/components/display/timestamp";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import type { ApiRequestRow } from "@/lib/queries/list-api-requests";

function toneOf(status: number): BadgeTone {
  if (status >= 500) return "red";
  return status >= 400 ? "amber" : "good";
}

function About({ request: { subjectId } }: { request: ApiRequestRow }) {
  if (subjectId === null) return null;
  if (subjectId.startsWith("po_")) return <Link href={`/payouts/${subjectId}`}>{subjectId}</Link>;
  if (subjectId.startsWith("rcv_")) return <Link href={`/receivers/${subjectId}`}>{subjectId}</Link>;
  return subjectId;
}

/** What the merchant's own systems asked, newest first: how it ended, and what to quote it by. */
export function RequestList({ requests }: { requests: readonly ApiRequestRow[] }) {
  return (
    <Table label="API requests, newest first">
      <TableHead>
        <HeadCell>At</HeadCell>
        <HeadCell>Answer</HeadCell>
        <HeadCell>Request</HeadCell>
        <HeadCell isNumeric className="max-md:hidden">
          Took
        </HeadCell>
        <HeadCell className="max-lg:hidden">About</HeadCell>
        <HeadCell className="max-lg:hidden">Key</HeadCell>
        <HeadCell className="max-lg:hidden">From</HeadCell>
        <HeadCell>Request id</HeadCell>
      </TableHead>
      {requests.length > 0 ? (
        <tbody>
          {requests.map((request) => (
            <Row key={request.id}>
              <Cell>
                <Timestamp at={request.at} withSeconds isYearShort withZone={false} />
              </Cell>
              <Cell>
                <span className="flex items-center gap-1.5">
                  <Badge tone={toneOf(request.status)}>{[request.status, request.problemCode].filter(Boolean).join(" ")}</Badge>
                  {request.isReplayed ? (
                    <Badge tone="outline" icon={<History aria-hidden />}>
                      Replayed
                    </Badge>
                  ) : null}
                </span>
              </Cell>
              <Cell className="font-mono">
                {request.method} {request.path}
              </Cell>
              <Cell isNumeric className="max-md:hidden">
                {request.durationMs} ms
              </Cell>
              <Cell className="w-full min-w-40 max-w-0 truncate font-mono max-lg:hidden">
                <About request={request} />
              </Cell>
              <Cell className="max-lg:hidden">
                <span className="flex items-center gap-1.5">
                  {request.keyName}
                  {request.withOldSecret ? <Badge tone="amber">Old secret</Badge> : null}
                </span>
              </Cell>
              <Cell isQuiet className="font-mono max-lg:hidden">
                {request.address}
              </Cell>
              <Cell>
                <CopyKey text={request.id} shown={`…${request.id.slice(-8)}`} label="request id" />
              </Cell>
            </Row>
          ))}
        </tbody>
      ) : (
        <TableFace columns={8}>
          <EmptyFace icon={<PlugZap aria-hidden />} title="No requests here">
            What the merchant's own systems ask of the API is written down here, without its contents, for as long as anybody may want to
            know what became of it.
          </EmptyFace>
        </TableFace>
      )}
    </Table>
  );
}
