import { CheckCheck } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import { formatPayoutNumber } from "@/lib/base/id";
import type { FailedJob, JobDepth } from "@/lib/queries/read-jobs";

const WORDS: Readonly<Record<JobDepth["name"], string>> = {
  dispatchPayout: "Send a payout",
  expirePayout: "End an approval that nobody gave",
  pollConnection: "Read a provider's list",
  lookUpPayout: "Look a payout up",
  followEnrolment: "Follow an enrolment",
  checkPayee: "Ask a bank for a name",
  runPreflight: "Check a connection",
  reconcileConnection: "Reconcile a connection",
  readSources: "Read what was paid in",
  deliverEvents: "Send webhooks",
  sendMail: "Send a mail",
  writeExport: "Write an export",
  readBatch: "Read a file of payouts",
  makeBatchPayouts: "Make a file's payouts",
  applySignature: "Apply a signature to a file",
  runSchedule: "Make what a schedule asks for",
  applyDelivery: "Apply a webhook",
};

export function JobDepths({ depths }: { depths: readonly JobDepth[] }) {
  return (
    <Table label="The queue, by kind of job">
      <TableHead>
        <HeadCell className="w-full">Job</HeadCell>
        <HeadCell isNumeric>Waiting</HeadCell>
        <HeadCell isNumeric>Running</HeadCell>
        <HeadCell isNumeric>Failed, last hour</HeadCell>
        <HeadCell>Oldest waiting</HeadCell>
      </TableHead>
      <tbody>
        {depths.map(({ name, waiting, running, failed, oldestAt }) => (
          <Row key={name}>
            <Cell>
              {WORDS[name]} <span className="font-mono text-grey-5">{name}</span>
            </Cell>
            <Cell isNumeric>{waiting}</Cell>
            <Cell isNumeric>{running}</Cell>
            <Cell isNumeric>{failed}</Cell>
            <Cell isQuiet>{oldestAt ? <Timestamp at={oldestAt} isRelative /> : "None"}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** Given up by the queue. What they were for is not lost: payouts and deliveries are found again by their own rows. */
export function FailedJobs({ jobs }: { jobs: readonly FailedJob[] }) {
  return (
    <Table label="Failed jobs, newest first">
      <TableHead>
        <HeadCell>Failed</HeadCell>
        <HeadCell>Job</HeadCell>
        <HeadCell className="w-full">About</HeadCell>
      </TableHead>
      {jobs.length > 0 ? (
        <tbody>
          {jobs.map(({ id, name, failedAt, payoutNumber, deliveryId }) => (
            <Row key={id}>
              <Cell>{failedAt ? <Timestamp at={failedAt} withSeconds isYearShort /> : null}</Cell>
              <Cell>{WORDS[name]}</Cell>
              <Cell>
                {payoutNumber ? <Link href={`/payouts/${payoutNumber}`}>{formatPayoutNumber(payoutNumber)}</Link> : null}
                {deliveryId ? <Link href={`/operations/deliveries/${deliveryId}`}>The delivery</Link> : null}
              </Cell>
            </Row>
          ))}
        </tbody>
      ) : (
        <TableFace columns={3}>
          <EmptyFace icon={<CheckCheck className="text-accent" aria-hidden />} title="No job has failed">
            A job that fails three times stands here for an hour. The desk finds what it was for again by itself.
          </EmptyFace>
        </TableFace>
      )}
    </Table>
  );
}
