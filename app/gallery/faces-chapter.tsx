"use client";

import { ArrowUpRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import { ErrorFace } from "@/components/ui/error-face";
import { ForbiddenFace } from "@/components/ui/forbidden-face";
import { HeadCell, Table, TableHead } from "@/components/ui/table";
import { SkeletonRows, TableFace } from "@/components/ui/table-faces";
import { Chapter, Specimen } from "./specimen";

export function FacesChapter() {
  return (
    <Chapter title="Faces">
      <Specimen name="Loading" layout="stack">
        <Table label="Payouts, loading" isBusy>
          <Head />
          <SkeletonRows
            rows={4}
            columns={[{ width: "medium" }, { width: "long" }, { width: "short" }, { width: "medium", isNumeric: true }]}
          />
        </Table>
      </Specimen>
      <Specimen name="Empty" layout="stack">
        <Table label="Payouts, none">
          <Head />
          <TableFace columns={4}>
            <EmptyFace icon={<ArrowUpRight aria-hidden />} title="No payouts yet" action={<Button tone="primary">New payout</Button>}>
              Everything that is paid out stands here, with its proof. The first one takes three steps.
            </EmptyFace>
          </TableFace>
        </Table>
      </Specimen>
      <Specimen name="Error" layout="stack">
        <Table label="Payouts, not loaded">
          <Head />
          <TableFace columns={4}>
            <ErrorFace title="The payouts could not be loaded" reference="7f3a9c" action={<Button>Try again</Button>}>
              Nothing was lost: payouts that were on their way go on.
            </ErrorFace>
          </TableFace>
        </Table>
      </Specimen>
      <Specimen name="Forbidden" layout="stack">
        <Card>
          <ForbiddenFace />
        </Card>
      </Specimen>
    </Chapter>
  );
}

function Head() {
  return (
    <TableHead>
      <HeadCell>Status</HeadCell>
      <HeadCell>Receiver</HeadCell>
      <HeadCell>Created</HeadCell>
      <HeadCell isNumeric>Amount</HeadCell>
    </TableHead>
  );
}
