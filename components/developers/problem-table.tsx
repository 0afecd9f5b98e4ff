import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import type { ReferenceOperation } from "@/lib/domain/rest/reference";

/** What can go wrong, by the code that programs compare. */
export function ProblemTable({ label, problems }: { label: string; problems: ReferenceOperation["problems"] }) {
  return (
    <Table label={label}>
      <TableHead>
        <HeadCell>Status</HeadCell>
        <HeadCell>Code</HeadCell>
        <HeadCell>What it says</HeadCell>
      </TableHead>
      <tbody>
        {problems.map(({ status, code, detail }) => (
          <Row key={code}>
            <Cell>{status}</Cell>
            <Cell className="font-mono">{code}</Cell>
            <Cell className="w-full min-w-64 whitespace-normal py-1.5">{detail}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
